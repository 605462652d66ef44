export default {
  title: 'Raised hands',
  nobody: 'Nobody has a hand up',
  reactions: 'Reactions',
  sent: '{reaction}: sent',
  lowerOne: '{name}: lower the hand',
  lowerAll: 'Lower all hands',
  hand: { raise: 'Raise hand', lower: 'Lower hand', up: 'Hand is up', announce: '{name}: raised a hand' },
  help: { ask: "I'm stuck", hint: 'Your teacher comes to help', short: 'Help', announce: '{name}: needs help' },
  pace: { title: 'Pace', slow: 'Slower', ok: 'Just right', fast: 'Faster' }
}
