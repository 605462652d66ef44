export default { square: 'Like', circle: 'Wow', pentagon: 'Got it', diamond: 'Hard', star: 'Great', triangle: 'Curious' }
