export default {
  title: 'Pick a student',
  drawing: 'Who will it be?',
  drawn: 'Picked',
  you: "It's you",
  turn: 'is next',
  yourTurn: 'Ready to present?',
  announce: '{name}: picked',
  pool: { title: 'From', online: 'Online', all: 'All', hands: 'Hands' },
  style: { title: 'Style', wheel: 'Wheel', cards: 'Card' },
  count: 'How many',
  people: '',
  exclude: 'Leave out who was picked',
  draw: 'Pick',
  again: 'Pick again',
  before: '{n} picked today | {n} picked today',
  done: 'Done',
  close: 'Close'
}
