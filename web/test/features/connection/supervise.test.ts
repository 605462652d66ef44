import type { Server } from 'socket.io'
import t, { type Test } from 'tap'
import { ApiError } from '../../../src/features/entry/api.ts'
import { type LinkState, nextLink } from '../../../src/features/connection/link.ts'
import { supervise } from '../../../src/features/connection/supervise.ts'
import { createPair } from '../../helpers/pair.ts'

/** A supervised client; `failed` resolves to the code with which it gives up. */
async function watch (t: Test, prepare: (server: Server) => void, renew = async (): Promise<void> => {}) {
  const { server, client } = await createPair(t)
  prepare(server)
  let state: LinkState = 'connecting'
  let renewals = 0
  const failed = new Promise<string>(resolve => {
    supervise(client, {
      owns: () => true,
      isJoined: () => state === 'joined',
      happen: event => { state = nextLink(state, event) },
      fail: resolve,
      renew: async () => {
        renewals++
        await renew()
      }
    })
  })
  client.connect()
  return { server, client, failed, renewals: () => renewals, state: () => state }
}

const refuse = (code: string) => (server: Server): void => {
  server.use((_socket, next) => next(Object.assign(new Error('refused'), { data: { code } })))
}

t.test('a refused ticket is renewed once, not for ever', async t => {
  const { failed, renewals } = await watch(t, refuse('FORBIDDEN'))
  t.equal(await failed, 'FORBIDDEN')
  t.equal(renewals(), 1)
})

t.test('a renewed ticket leads into the class', async t => {
  let refusals = 1
  const { client, renewals } = await watch(t, server => {
    server.use((_socket, next) => refusals-- > 0 ? next(Object.assign(new Error('refused'), { data: { code: 'FORBIDDEN' } })) : next())
  })
  await new Promise<void>(resolve => client.once('connect', resolve))
  t.equal(renewals(), 1)
})

t.test('what the renewal says counts', async t => {
  const { failed } = await watch(t, refuse('FORBIDDEN'), async () => { throw new ApiError('OFFLINE') })
  t.equal(await failed, 'OFFLINE')
})

t.test('an error before joining that will not pass ends it', async t => {
  const { failed } = await watch(t, server => server.on('connection', socket => socket.emit('app:error', { code: 'FULL', message: '', retryable: false })))
  t.equal(await failed, 'FULL')
})

t.test('an error while joined is left to the features', async t => {
  const { client, state } = await watch(t, server => server.on('connection', socket => {
    socket.emit('joined', {})
    socket.emit('app:error', { code: 'BAD_REQUEST', message: '', retryable: false })
    socket.emit('connected', socket.id)
  }))
  await new Promise(resolve => client.once('connected', resolve))
  t.equal(state(), 'joined')
})

t.test('a window that gives way to newer ones says so', async t => {
  const { failed } = await watch(t, server => server.on('connection', socket => {
    socket.emit('joined', {})
    socket.emit('app:error', { code: 'RATE_LIMIT', message: '', retryable: false })
    socket.disconnect(true)
  }))
  t.equal(await failed, 'ELSEWHERE')
})

t.test('a class that the server ends is not entered again by itself', async t => {
  const { failed, renewals } = await watch(t, server => server.on('connection', socket => {
    socket.emit('joined', {})
    socket.disconnect(true)
  }))
  t.equal(await failed, 'ENDED')
  t.equal(renewals(), 0)
})
