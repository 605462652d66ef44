import t from 'tap'
import { type KafkaNode, nodeProperties, propertiesFile } from '../../../lib/kafka/properties.ts'

const nodes = [1, 2, 3].map((id): KafkaNode => ({ id, port: 9090 + id, controllerPort: 9190 + id, directory: `/data/${id}` }))

t.test('every node knows itself and all controllers', async t => {
  for (const node of nodes) {
    t.match(nodeProperties(node, nodes), {
      'node.id': `${node.id}`,
      listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
      'controller.quorum.voters': '1@127.0.0.1:9191,2@127.0.0.1:9192,3@127.0.0.1:9193',
      'log.dirs': `/data/${node.id}/data`
    })
  }
})

t.test('replication follows the number of nodes', async t => {
  for (const [count, replicas, inSync] of [[1, '1', '1'], [2, '2', '1'], [3, '3', '2']] as const) {
    const properties = nodeProperties(nodes[0]!, nodes.slice(0, count))
    for (const [name, value] of Object.entries(properties)) {
      if (name.endsWith('replication.factor')) t.equal(value, replicas, name)
      if (name.endsWith('min.isr') || name === 'min.insync.replicas') t.equal(value, inSync, name)
    }
  }
})

t.test('more properties replace, more listeners are added', async t => {
  const properties = nodeProperties(nodes[0]!, nodes, { listeners: 'SSL://127.0.0.1:9999', 'min.insync.replicas': '3', 'ssl.client.auth': 'required' })
  t.equal(properties.listeners, 'PLAINTEXT://127.0.0.1:9091,CONTROLLER://127.0.0.1:9191,SSL://127.0.0.1:9999')
  t.equal(properties['min.insync.replicas'], '3')
  t.equal(properties['ssl.client.auth'], 'required')
})

t.test('the file escapes what Java would read otherwise', async t => {
  t.equal(propertiesFile({ a: 'x="y";', b: 'C:\\key\nline' }), 'a=x="y";\nb=C:\\\\key\\nline\n')
})
