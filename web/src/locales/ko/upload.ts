export default {
  sending: '올리는 중',
  stop: '올리기 멈추기',
  problem: {
    BAD_REQUEST: '그림, 영상, PDF만 올릴 수 있어요',
    TOO_LARGE: '파일이 너무 커요. 그림과 PDF는 10MB, 영상은 100MB까지 돼요',
    other: '올리지 못했어요. 잠시 뒤에 다시 해 주세요'
  }
}
