/** A cluster of pods: this process, which has no part in it but where the cluster adapter needs it, and one process per pod. */
import cluster from 'node:cluster'
import { setupPrimary } from '@socket.io/cluster-adapter'
import { type PodOptions, startPod } from './pod.ts'

const { pods, ...options } = JSON.parse(process.argv.at(-1)!) as PodOptions & { pods: number }

if (cluster.isPrimary) {
  setupPrimary()
  cluster.on('exit', () => process.exit(1))
  for (let index = 0; index < pods; index++) cluster.fork({ BENCH_POD: index })
} else {
  await startPod(Number(process.env.BENCH_POD), options)
}
