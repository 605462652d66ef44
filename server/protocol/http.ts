import { Type, type Static } from 'typebox'
import { limits } from './constants.ts'
import { password } from './lobby.ts'
import { errorCodes } from './result.ts'
import { UserInfo } from './user.ts'

const token = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: limits.token, description }))

/** Body of `POST /socket/join` and of `/api/classrooms/*`: a launch or a ticket stands in for userInfo. */
export const JoinRequest = Type.Object({
  ...Type.Partial(UserInfo).properties,
  launch: token('Signed by the opening web service; used once'),
  ticket: token('Answer of an earlier join'),
  password: Type.Optional(password('Of the class; asked of pupils whom it does not know'))
})
export type JoinRequest = Static<typeof JoinRequest>

const UserReply = Type.Object({
  ...UserInfo.properties,
  uid: Type.String({ description: 'uuid, else tempUsrId' }),
  role: UserInfo.properties.usrTpCd
})

export const JoinReply = Type.Object({
  user: UserReply,
  shard: Type.String({ description: 'Opaque; goes into the query of the socket connection' }),
  ticket: Type.String({ description: 'auth.ticket of the socket; joins again after a reload' })
})
export type JoinReply = Static<typeof JoinReply>

export const NavReply = Type.Object({ user: UserReply })
export type NavReply = Static<typeof NavReply>

/** Body of every error. */
export const HttpProblem = Type.Object({
  code: Type.Enum([...errorCodes], { type: 'string' }),
  message: Type.String({ description: 'For developers' }),
  field: Type.Optional(Type.String({ description: 'The offending field' }))
})
export type HttpProblem = Static<typeof HttpProblem>
