export default {
  title: 'Classes open now',
  make: 'Make a class',
  name: 'Class name',
  teacher: 'Teacher',
  capacity: 'Seats',
  password: 'Password',
  passwordHint: 'If there is one, students are asked for it',
  open: 'Open the class',
  cancel: 'Cancel',
  missing: { title: 'Type a name for the class', teacher: "Type the teacher's name", capacity: 'A class has 2 to 500 seats' },
  none: 'No class is open yet',
  noneText: 'A class that you make appears here',
  closed: "This server doesn't show its classes",
  waiting: 'Looking for classes',
  since: 'since {time}',
  seats: '{online} of {capacity}',
  full: 'All {n} seats are taken',
  locked: 'Locked',
  enter: 'Join {title}'
}
export const password = { title: 'This class has a password', text: 'Type the password that your teacher told you', tooOften: 'That was different several times. Try again in a minute' }
