import { type Test } from 'tap'
import { CommandError, type Machine, MachineClosedError, replicate, VersionError } from '../../src/index.ts'
import { adapterOf, type LogFactory, startCluster, startNode, type TestNode, until } from '../cluster.ts'

interface Counter { sum: number, seen: string[] }
type Add = { add: number, id: string } | { fail: true }

const counter: Machine<Counter, Add, number> = {
  name: 'counter',
  version: 1,
  initial: () => ({ sum: 0, seen: [] }),
  apply (state, command) {
    if ('fail' in command) throw new Error('refused')
    const next = { sum: state.sum + command.add, seen: [...state.seen, command.id] }
    return { state: next, result: next.sum }
  }
}
const host = (node: TestNode, nsp: string, machine = counter) => replicate(node.io.of(nsp), machine)

export function replicateContract (t: Test, createLog: LogFactory): void {
  let classes = 0
  const nsp = () => `/class-${Date.now().toString(36)}-${classes++}`

  t.test('all nodes apply all commands in one order', async (t) => {
    const name = nsp()
    const nodes = await startCluster(t, createLog)
    const replicas = nodes.map((node) => host(node, name))
    await Promise.all(replicas.flatMap((replica, node) => Array.from({ length: 100 }, (_, i) => replica.submit({ add: 1, id: `${node}-${i}` }))))
    await until(() => replicas.every(({ state }) => state?.sum === 300))
    t.same(replicas[1]!.state, replicas[0]!.state)
    t.same(replicas[2]!.state, replicas[0]!.state)
    t.equal(new Set(replicas[0]!.state!.seen).size, 300)
  })

  t.test('submit resolves with the result at its place, and the log\'s time', async (t) => {
    const [node] = await startCluster(t, createLog, 1)
    const replica = host(node!, nsp())
    const told: unknown[] = []
    replica.on('applied', ({ result, before, state, own, at }) => told.push([before.sum, state.sum, result, own, at]))
    const first = await replica.submit({ add: 2, id: 'a' })
    const second = await replica.submit({ add: 3, id: 'b' })
    t.same([first.result, second.result], [2, 5])
    t.ok(Math.abs(Date.now() - second.at) < 60_000)
    t.same(told, [[0, 2, 2, true, first.at], [2, 5, 5, true, second.at]])
  })

  t.test('a node that comes later has the state before its first client is served', async (t) => {
    const name = nsp()
    const [first] = await startCluster(t, createLog, 1)
    const replica = host(first!, name)
    for (let i = 0; i < 20; i++) await replica.submit({ add: 1, id: `${i}` })
    const late = await startNode(t, createLog)
    const lateReplica = host(late, name)
    let seenByClient: number | undefined
    late.io.of(name).on('connection', () => { seenByClient = lateReplica.state?.sum })
    await late.connect(name)
    t.equal(seenByClient, 20)
  })

  t.test('the state outlives all nodes, whether they said goodbye or not, with and without checkpoints', async (t) => {
    for (const adapterOptions of [{}, { checkpointCommands: 7 }, { checkpointBytes: 100 }]) {
      const name = nsp()
      for (let generation = 0; generation < 3; generation++) {
        const nodes = await startCluster(t, createLog, 2, { adapterOptions })
        const replicas = nodes.map((node) => host(node, name))
        await Promise.all(replicas.map((replica) => replica.ready()))
        t.equal(replicas[0]!.state!.sum, generation * 20, `generation ${generation}`)
        for (let i = 0; i < 20; i++) await replicas[i % 2]!.submit({ add: 1, id: `${generation}-${i}` })
        await Promise.all(nodes.map((node) => node.close()))
      }
    }
  })

  t.test('a state larger than a piece comes back whole', async (t) => {
    const name = nsp()
    const big: Machine<string[], string, number> = {
      name: 'big',
      version: 1,
      initial: () => [],
      apply: (state, text) => ({ state: [...state, text], result: state.length + 1 })
    }
    const [first] = await startCluster(t, createLog, 1, { adapterOptions: { checkpointBytes: 200_000 } })
    const replica = replicate(first!.io.of(name), big)
    const texts = Array.from({ length: 20 }, (_, i) => '한글'.repeat(20_000) + i)
    for (const text of texts) await replica.submit(text)
    await first!.close()
    const second = await startNode(t, createLog)
    const again = replicate(second.io.of(name), big)
    await again.ready()
    t.ok(JSON.stringify(again.state) === JSON.stringify(texts), 'the same text')
  })

  t.test('an apply that throws changes nothing, is reported, and others go on', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const name = nsp()
    const replicas = nodes.map((node) => host(node, name))
    await replicas[0]!.submit({ add: 1, id: 'a' })
    await t.rejects(replicas[1]!.submit({ fail: true }), CommandError)
    t.equal((await replicas[1]!.submit({ add: 1, id: 'b' })).result, 2)
    await until(() => replicas[0]!.state?.sum === 2)
    t.ok(nodes.every(({ errors }) => errors.some((error) => error instanceof CommandError)))
  })

  t.test('a later version halts the machine on older nodes only', async (t) => {
    const name = nsp()
    const nodes = await startCluster(t, createLog, 2)
    const old = host(nodes[0]!, name)
    const other = host(nodes[0]!, nsp())
    await old.submit({ add: 1, id: 'a' })
    const newer = host(nodes[1]!, name, { ...counter, version: 2, upgrade: (state) => state as Counter })
    t.equal((await newer.submit({ add: 1, id: 'b' })).result, 2)
    await until(() => nodes[0]!.errors.some((error) => error instanceof VersionError))
    await t.rejects(old.submit({ add: 1, id: 'c' }), VersionError)
    t.equal((await other.submit({ add: 5, id: 'a' })).result, 5)
    t.equal((await newer.submit({ add: 1, id: 'd' })).result, 3)
  })

  t.test('an end is one for all nodes; opening again begins anew', async (t) => {
    const name = nsp()
    const nodes = await startCluster(t, createLog, 2)
    const replicas = nodes.map((node) => host(node, name))
    await replicas[0]!.submit({ add: 4, id: 'a' })
    await replicas[1]!.drop()
    await until(() => replicas.every(({ state }) => state === undefined))
    await t.rejects(replicas[0]!.submit({ add: 1, id: 'b' }), MachineClosedError)
    const again = nodes.map((node) => host(node, name))
    t.equal((await again[0]!.submit({ add: 1, id: 'c' })).result, 1)
    t.equal((await again[1]!.submit({ add: 1, id: 'd' })).result, 2)
  })

  t.test('a namespace may have several machines', async (t) => {
    const name = nsp()
    const [node] = await startCluster(t, createLog, 1)
    const boards = ['board:1', 'board:2'].map((board) => host(node!, name, { ...counter, name: board }))
    await boards[0]!.submit({ add: 1, id: 'a' })
    await boards[1]!.submit({ add: 10, id: 'a' })
    t.same(boards.map(({ state }) => state!.sum), [1, 10])
    t.equal(host(node!, name, { ...counter, name: 'board:1' }), boards[0])
  })

  t.test('after the node was closed, submit says so', async (t) => {
    const [node] = await startCluster(t, createLog, 1)
    const replica = host(node!, nsp())
    await replica.submit({ add: 1, id: 'a' })
    await node!.close()
    await t.rejects(replica.submit({ add: 1, id: 'b' }), MachineClosedError)
    t.equal(adapterOf(node!.io.of('/')).stats().pendingRequests, 0)
  })
}
