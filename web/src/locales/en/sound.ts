export default { title: 'Sounds', text: 'Short tones when questions open and close' }
