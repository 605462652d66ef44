import { containers, environment, only, workloads } from '../manifests.ts'
import { type Policy } from '../policy.ts'

const secret = /PASSWORD|SECRET|TOKEN|PRIVATE|DATABASE_URL|ACCESS_KEY/

export const security: Policy[] = [
  {
    name: 'the namespace takes restricted pods only, and every object is in it',
    * check (manifests) {
      const [namespace] = only(manifests, 'Namespace')
      if (namespace?.metadata?.labels?.['pod-security.kubernetes.io/enforce'] !== 'restricted') yield 'the namespace takes any pod'
      for (const { kind, metadata } of manifests) {
        if (kind !== 'Namespace' && metadata?.namespace !== namespace?.metadata?.name) yield `${kind} ${metadata?.name} is elsewhere`
      }
    },
    spoil: [
      manifests => { for (const { metadata } of only(manifests, 'Namespace')) delete metadata?.labels },
      manifests => { for (const { metadata } of only(manifests, 'Service')) delete metadata?.namespace }
    ]
  },
  {
    name: 'a pod is restricted: not root, no privileges, no writable file system, nothing of its node',
    * check (manifests) {
      for (const { name, pod, container: { securityContext } } of containers(manifests)) {
        const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext ?? {}
        if (!runAsNonRoot || !runAsUser) yield `${name} may be root`
        if (seccompProfile?.type !== 'RuntimeDefault') yield `${name} may use every system call`
        if (securityContext?.allowPrivilegeEscalation !== false || securityContext.privileged) yield `${name} may become root`
        if (!securityContext?.readOnlyRootFilesystem) yield `${name} may change its own files`
        if (!securityContext?.capabilities?.drop?.includes('ALL') || securityContext.capabilities.add) yield `${name} keeps capabilities`
        if (pod.hostNetwork || pod.hostPID || pod.hostIPC) yield `${name} sees its node`
      }
    },
    spoil: [
      manifests => { for (const { pod } of workloads(manifests)) delete pod.securityContext?.runAsNonRoot },
      manifests => { for (const { pod } of workloads(manifests)) delete pod.securityContext?.seccompProfile },
      manifests => { for (const { container } of containers(manifests)) delete container.securityContext?.allowPrivilegeEscalation },
      manifests => { for (const { container } of containers(manifests)) delete container.securityContext?.readOnlyRootFilesystem },
      manifests => { for (const { container } of containers(manifests)) delete container.securityContext?.capabilities },
      manifests => { for (const { pod } of workloads(manifests)) pod.hostNetwork = true }
    ]
  },
  {
    name: 'a pod has its own service account and no token of the API server',
    * check (manifests) {
      for (const { name, pod } of workloads(manifests)) {
        const account = only(manifests, 'ServiceAccount').find(({ metadata }) => metadata?.name === pod.serviceAccountName)
        if (!account) yield `${name} has no service account`
        if (pod.automountServiceAccountToken !== false || account?.automountServiceAccountToken !== false) yield `${name} gets a token`
      }
    },
    spoil: [
      manifests => { for (const { pod } of workloads(manifests)) delete pod.serviceAccountName },
      manifests => { for (const { pod } of workloads(manifests)) delete pod.automountServiceAccountToken }
    ]
  },
  {
    name: 'an image has an exact version',
    * check (manifests) {
      for (const { name, container: { image } } of containers(manifests)) {
        if (!image || !/:\d+\.\d+\.\d+[\w.-]*$|@sha256:[0-9a-f]{64}$/.test(image)) yield `${name} runs ${image}`
      }
    },
    spoil: [
      manifests => { for (const { container } of containers(manifests)) container.image = 'classroom-popup:latest' },
      manifests => { for (const { container } of containers(manifests)) container.image = 'classroom-popup' }
    ]
  },
  {
    name: 'secrets are files, and their files are mounted',
    * check (manifests) {
      for (const { name, pod, container } of containers(manifests)) {
        if (container.envFrom?.some(({ secretRef }) => secretRef)) yield `${name} has secrets in its environment`
        const mounts = container.volumeMounts?.filter(mount => pod.volumes?.some(volume => volume.name === mount.name && volume.secret)) ?? []
        for (const [variable, value] of Object.entries(environment(manifests, container))) {
          const file = variable.endsWith('_FILE')
          if (file && !mounts.some(({ mountPath }) => value.startsWith(`${mountPath}/`))) yield `${variable} of ${name} is in no mounted secret`
          if (!file && secret.test(variable)) yield `${variable} of ${name} is no file`
        }
      }
    },
    spoil: [
      manifests => { for (const { data } of only(manifests, 'ConfigMap')) if (data) data.KAFKA_PASSWORD = 'x' },
      manifests => { for (const { container } of containers(manifests)) container.envFrom?.push({ secretRef: { name: 'classroom' } }) },
      manifests => { for (const { container } of containers(manifests)) container.volumeMounts = [] }
    ]
  },
  {
    name: 'what is mounted exists, and is a secret that is only read or a folder of bounded size',
    * check (manifests) {
      for (const { name, pod, container } of containers(manifests)) {
        for (const mount of container.volumeMounts ?? []) {
          const volume = pod.volumes?.find(volume => volume.name === mount.name)
          if (!(volume?.secret ? mount.readOnly : volume?.emptyDir?.sizeLimit)) yield `${name} must not mount ${mount.name} like that`
        }
      }
    },
    spoil: [
      manifests => { for (const { pod } of workloads(manifests)) pod.volumes?.pop() },
      manifests => { for (const { pod } of workloads(manifests)) for (const { emptyDir } of pod.volumes ?? []) delete emptyDir?.sizeLimit },
      manifests => { for (const { container } of containers(manifests)) for (const mount of container.volumeMounts ?? []) delete mount.readOnly }
    ]
  }
]
