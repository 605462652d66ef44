export default { title: '소리 듣기', text: '문제가 열리고 끝날 때 짧게 들려요' }
