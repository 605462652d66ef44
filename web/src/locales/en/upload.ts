export default {
  sending: 'Uploading',
  stop: 'Stop the upload',
  problem: {
    BAD_REQUEST: 'Only pictures, videos and PDFs can be uploaded',
    TOO_LARGE: 'The file is too large: 10 MB for pictures and PDFs, 100 MB for videos',
    other: "It couldn't be uploaded. Try again in a moment"
  }
}
