import { containers, environment, only, selects, workloads } from '../manifests.ts'
import { type Policy } from '../policy.ts'

export const network: Policy[] = [
  {
    name: 'a Deployment finds its own pods, and every Service and network policy finds some',
    * check (manifests) {
      const pods = workloads(manifests)
      for (const { name, deployment, labels } of pods) {
        const selector = deployment.spec?.selector.matchLabels
        if (!selector || !selects(selector, labels)) yield `Deployment ${name} does not find its pods`
      }
      const others = [
        ...only(manifests, 'Service').map(({ metadata, spec }) => [metadata?.name, spec?.selector] as const),
        ...only(manifests, 'NetworkPolicy').map(({ metadata, spec }) => [metadata?.name, spec?.podSelector?.matchLabels] as const)
      ]
      for (const [name, selector] of others) if (!pods.some(({ labels }) => selects(selector, labels))) yield `${name} finds no pod`
    },
    spoil: [
      manifests => { for (const { labels } of workloads(manifests)) labels['app.kubernetes.io/name'] = 'other' },
      manifests => { for (const { spec } of only(manifests, 'Service')) if (spec) spec.selector = { app: 'classroom' } },
      manifests => { for (const { spec } of only(manifests, 'NetworkPolicy')) if (spec) spec.podSelector = { matchLabels: { app: 'classroom' } } }
    ]
  },
  {
    name: 'a port that is named has a container that listens on it',
    * check (manifests) {
      const ports = containers(manifests).flatMap(({ container }) => container.ports ?? [])
      const named = [
        ...only(manifests, 'Service').flatMap(({ spec }) => spec?.ports ?? []).map(({ targetPort }) => targetPort),
        ...only(manifests, 'NetworkPolicy').flatMap(({ spec }) => spec?.ingress ?? []).flatMap(({ ports }) => ports ?? []).map(({ port }) => port)
      ]
      for (const name of named) if (!ports.some(port => port.name === name)) yield `no container has a port ${name}`
    },
    spoil: [
      manifests => { for (const { spec } of only(manifests, 'Service')) for (const port of spec?.ports ?? []) port.targetPort = 'web' },
      manifests => { for (const { container } of containers(manifests)) container.ports?.shift() }
    ]
  },
  {
    name: 'nothing is allowed that no network policy names',
    * check (manifests) {
      const denied = only(manifests, 'NetworkPolicy')
        .filter(({ spec }) => Object.keys(spec?.podSelector ?? {}).length === 0 && !spec?.ingress && !spec?.egress)
        .flatMap(({ spec }) => spec?.policyTypes ?? [])
      for (const direction of ['Ingress', 'Egress'] as const) if (!denied.includes(direction)) yield `${direction} is open`
    },
    spoil: [
      manifests => { for (const { spec } of only(manifests, 'NetworkPolicy')) spec?.policyTypes?.pop() },
      manifests => { for (const { spec } of only(manifests, 'NetworkPolicy')) if (spec) spec.ingress = [{}] }
    ]
  },
  {
    name: 'the internal port is not reached from the outside',
    * check (manifests) {
      for (const { metadata, spec } of only(manifests, 'Service')) {
        const targets = (spec?.ports ?? []).map(({ targetPort }) => targetPort)
        if (targets.includes('internal') && (targets.length > 1 || spec?.clusterIP !== 'None')) yield `Service ${metadata?.name} opens the internal port`
      }
      for (const { metadata, spec } of only(manifests, 'NetworkPolicy')) {
        for (const { from, ports } of spec?.ingress ?? []) {
          if (!from && (!ports || ports.some(({ port }) => port !== 'http'))) yield `${metadata?.name} opens more than the public port`
        }
      }
    },
    spoil: [
      manifests => { for (const { spec } of only(manifests, 'Service')) delete spec?.clusterIP },
      manifests => { for (const { spec } of only(manifests, 'NetworkPolicy')) for (const rule of spec?.ingress ?? []) delete rule.from }
    ]
  },
  {
    name: 'the brokers and the file service that a pod is told of, and a database, can be reached',
    * check (manifests) {
      const rules = only(manifests, 'NetworkPolicy').flatMap(({ spec }) => spec?.egress ?? [])
      const mayReach = (port: number, namespace?: string) => rules.some(({ to, ports }) => ports?.some(rule => rule.port === port) &&
        to?.some(({ ipBlock, namespaceSelector }) => ipBlock ?? (!namespace || namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === namespace)))
      for (const { name, container } of containers(manifests)) {
        const { KAFKA_BROKERS = 'nobody', S3_ENDPOINT = 'http://nobody' } = environment(manifests, container)
        for (const address of [...KAFKA_BROKERS.split(','), new URL(S3_ENDPOINT).host]) {
          const [host = '', port] = address.split(':')
          if (!mayReach(Number(port), host.split('.')[1])) yield `${name} cannot reach ${address}`
        }
        if (!mayReach(5432)) yield `${name} cannot reach PostgreSQL`
      }
    },
    spoil: [
      ...['kafka-bootstrap.kafka.svc:9092', 'kafka-bootstrap.streams.svc:9093', undefined].map(KAFKA_BROKERS => change({ KAFKA_BROKERS })),
      ...['https://s3.storage.svc:443', 'https://s3.files.svc:9000', undefined].map(S3_ENDPOINT => change({ S3_ENDPOINT })),
      manifests => { for (const { spec } of only(manifests, 'NetworkPolicy')) if (spec) spec.egress = spec.egress?.filter(({ ports }) => ports?.[0]?.port !== 5432) ?? [] }
    ]
  }
]

/** Gives the pods other variables; undefined takes one away. */
function change (variables: Record<string, string | undefined>): Policy['spoil'][number] {
  return manifests => {
    for (const map of only(manifests, 'ConfigMap')) {
      map.data = Object.fromEntries(Object.entries({ ...map.data, ...variables }).filter((entry): entry is [string, string] => entry[1] !== undefined))
    }
  }
}
