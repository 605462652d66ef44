export default {
  title: 'Projector view',
  open: 'Open the projector view',
  code: 'Class code',
  each: 'Draw on your own board',
  answered: '{n} of {online} have answered',
  ownPlace: 'See your place on your own screen'
}
