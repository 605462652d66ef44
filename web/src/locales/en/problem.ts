export default {
  BAD_REQUEST: 'This can\'t be sent. Check it and try again',
  FORBIDDEN: 'You can\'t do that right now',
  NOT_FOUND: 'We couldn\'t find it. It may have been deleted',
  NOT_JOINED: 'Your connection to the class has ended',
  STALE_REV: 'The class has already moved on',
  CLOSED: 'That isn\'t possible at this step',
  ALREADY_ANSWERED: 'You\'ve already answered. Your first answer counts',
  RATE_LIMIT: 'Take a short break, then try again',
  FULL: 'This class is full',
  WRONG_PASSWORD: 'That isn\'t the password. Try again',
  BANNED: 'You can come in when your teacher allows it',
  TOO_LARGE: 'That\'s too large. Make it smaller and try again',
  UNAVAILABLE: 'It couldn\'t be sent. Try again in a moment'
}
