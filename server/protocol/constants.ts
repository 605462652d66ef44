/** Version of every envelope (`v`). */
export const protocolVersion = 1

/** TE teaches, ST is a pupil. */
export const roles = ['TE', 'ST'] as const
export type Role = typeof roles[number]

/** A class code is also the name of the class's namespace, without its slash. */
export const classCodePattern = '^(?!(?:lobby|admin)$)[A-Za-z0-9_-]{1,64}$'

/** The ten fields of userInfo, as the opening web service names them. */
export const userFields = [
  'usrTpCd', 'userName', 'spaceName', 'classCode', 'tempUsrId', 'uuid', 'wid', 'stuNo', 'projectId', 'boardId'
] as const

/** Rooms within the namespace of a class. */
export const rooms = {
  /** Everybody. */
  all: (classCode: string) => `/${classCode}`,
  /** Everybody of a role: `te` or `st`. */
  role: (role: Role) => role === 'TE' ? 'te' : 'st',
  /** All sockets of a person. */
  person: (uid: string) => `u:${uid}`
}

/** Limits that both ends know. */
export const limits = {
  /** Characters of a name shown to others. */
  name: 64,
  /** Characters of any other text of userInfo. */
  text: 128,
  /** Characters of a launch or a ticket. */
  token: 4096,
  /** Bytes of one frame in either direction. */
  frameBytes: 1024 * 1024,
  /** Characters of a command of a client, of a batch for a whiteboard, and of a command that may hold a set of questions, as JSON. */
  command: 16 * 1024,
  boardOps: 32 * 1024,
  /** Characters of a picture of a board. */
  boardPreview: 24 * 1024,
  quizCommand: 512 * 1024
}
