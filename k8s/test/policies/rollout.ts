import { containers, only, selects, workloads } from '../manifests.ts'
import { type Policy } from '../policy.ts'

export const rollout: Policy[] = [
  {
    name: 'an update starts a new pod before it ends an old one',
    * check (manifests) {
      for (const { name, deployment } of workloads(manifests)) {
        const update = deployment.spec?.strategy?.rollingUpdate
        if (update?.maxUnavailable !== 0) yield `${name} may go below its number of pods`
        if (!update?.maxSurge) yield `${name} may not start another pod`
      }
    },
    spoil: [manifests => { for (const { deployment } of workloads(manifests)) delete deployment.spec?.strategy }]
  },
  {
    name: 'startup, readiness and liveness are asked, and a pod that is not ready is not restarted for it',
    * check (manifests) {
      for (const { name, container: { startupProbe, readinessProbe, livenessProbe, ports } } of containers(manifests)) {
        for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
          if (!probe?.httpGet) yield `${name} lacks a probe`
          else if (!ports?.some(port => port.name === probe.httpGet?.port)) yield `${name} has no port that is named ${probe.httpGet.port}`
        }
        if (readinessProbe?.httpGet?.path === livenessProbe?.httpGet?.path) yield `${name} asks the same for readiness and liveness`
      }
    },
    spoil: [
      manifests => { for (const { container } of containers(manifests)) delete container.startupProbe },
      manifests => { for (const { container } of containers(manifests)) container.livenessProbe = container.readinessProbe },
      manifests => { for (const { container } of containers(manifests)) container.ports?.pop() }
    ]
  },
  {
    name: 'every pod is counted by one disruption budget, which lets a node be emptied',
    * check (manifests) {
      for (const { name, labels, deployment } of workloads(manifests)) {
        const budgets = only(manifests, 'PodDisruptionBudget').filter(({ spec }) => selects(spec?.selector?.matchLabels, labels))
        if (budgets.length !== 1) yield `${name} has ${budgets.length} budgets`
        for (const { spec } of budgets) {
          if (spec?.minAvailable !== undefined || !spec?.maxUnavailable) yield `the budget of ${name} does not say how many pods may be away`
          if (spec?.unhealthyPodEvictionPolicy !== 'AlwaysAllow') yield `a pod of ${name} that is not ready keeps its node from being emptied`
        }
        if ((deployment.spec?.replicas ?? 1) < 2) yield `${name} has one pod`
      }
    },
    spoil: [
      manifests => { for (const { spec } of only(manifests, 'PodDisruptionBudget')) if (spec) spec.maxUnavailable = 0 },
      manifests => { for (const { spec } of only(manifests, 'PodDisruptionBudget')) if (spec) spec.minAvailable = 1 },
      manifests => { for (const { labels } of workloads(manifests)) labels['app.kubernetes.io/name'] = 'other' },
      manifests => { for (const { deployment } of workloads(manifests)) delete deployment.spec?.replicas }
    ]
  },
  {
    name: 'the pods of one version are spread over zones and nodes',
    * check (manifests) {
      for (const { name, pod, labels } of workloads(manifests)) {
        for (const key of ['topology.kubernetes.io/zone', 'kubernetes.io/hostname']) {
          const spread = pod.topologySpreadConstraints?.find(({ topologyKey }) => topologyKey === key)
          if (!spread?.labelSelector || !selects(spread.labelSelector.matchLabels, labels)) yield `${name} is not spread over ${key}`
          if (!spread?.matchLabelKeys?.includes('pod-template-hash')) yield `${name} counts the old pods in ${key}`
        }
      }
    },
    spoil: [
      manifests => { for (const { pod } of workloads(manifests)) pod.topologySpreadConstraints?.pop() },
      manifests => { for (const { labels } of workloads(manifests)) labels['app.kubernetes.io/name'] = 'other' }
    ]
  },
  {
    name: 'a pod asks for processor and memory, and only memory is limited',
    * check (manifests) {
      for (const { name, container: { resources } } of containers(manifests)) {
        if (!resources?.requests?.cpu || !resources.requests.memory) yield `${name} does not say what it needs`
        if (!resources?.limits?.memory) yield `${name} may take all memory`
        if (resources?.limits?.cpu) yield `${name} is throttled`
      }
    },
    spoil: [
      manifests => { for (const { container } of containers(manifests)) if (container.resources?.limits) container.resources.limits.cpu = 1 },
      manifests => { for (const { container } of containers(manifests)) delete container.resources?.limits },
      manifests => { for (const { container } of containers(manifests)) delete container.resources?.requests }
    ]
  }
]
