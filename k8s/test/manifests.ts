import type { IDeployment } from 'kubernetes-models/apps/v1'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type { IConfigMap, IContainer, INamespace, IPodSpec, IService, IServiceAccount } from 'kubernetes-models/v1'
import { type Test } from 'tap'
import { parseAllDocuments } from 'yaml'
import { findKubectl, kubectl } from './kubectl.ts'

export type Manifest = IConfigMap | IDeployment | INamespace | INetworkPolicy | IPodDisruptionBudget | IService | IServiceAccount

/**
 * The objects that `kubectl apply -k` would send. Without a kubectl the test file is skipped, unless `CI` or `REQUIRE_KUBECTL` says that it must not be.
 */
export async function render (t: Test, folder: string): Promise<Manifest[] | undefined> {
  const file = await findKubectl().catch((error: unknown) => {
    if (process.env.CI === 'true' || process.env.REQUIRE_KUBECTL === '1') throw error
    t.plan(0, `THE MANIFESTS WERE NOT CHECKED: no kubectl. ${String(error)}`)
  })
  if (file === undefined) return
  return parseAllDocuments(await kubectl(file, 'kustomize', folder)).map(document => document.toJS() as Manifest)
}

export function only<K extends Manifest['kind']> (manifests: Manifest[], kind: K) {
  return manifests.filter((manifest): manifest is Extract<Manifest, { kind: K }> => manifest.kind === kind)
}

export type Labels = Record<string, string>

/** A Deployment, seen from its pods. */
export interface Workload {
  deployment: IDeployment
  name: string
  labels: Labels
  pod: IPodSpec
}

export function workloads (manifests: Manifest[]): Workload[] {
  return only(manifests, 'Deployment').map(deployment => {
    const template = deployment.spec?.template
    if (!template?.spec) throw new Error('a Deployment without a pod')
    return { deployment, name: deployment.metadata?.name ?? '', labels: template.metadata?.labels ?? {}, pod: template.spec }
  })
}

export function containers (manifests: Manifest[]): (Workload & { container: IContainer })[] {
  return workloads(manifests).flatMap(workload => workload.pod.containers.map(container => ({ ...workload, container })))
}

/** Whether a selector takes these labels. An empty selector takes all. */
export function selects (selector: Labels | undefined, labels: Labels): boolean {
  return Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value)
}

/** What a container finds in its environment, and where each variable comes from. */
export function environment (manifests: Manifest[], container: IContainer): Labels {
  const maps = (container.envFrom ?? []).map(({ configMapRef }) =>
    only(manifests, 'ConfigMap').find(({ metadata }) => metadata?.name === configMapRef?.name)?.data ?? {})
  return Object.assign({}, ...maps, Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? ''])))
}
