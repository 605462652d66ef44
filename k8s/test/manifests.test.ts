import { readFileSync } from 'node:fs'
import t from 'tap'
import { containers, only, render } from './manifests.ts'
import { network } from './policies/network.ts'
import { rollout } from './policies/rollout.ts'
import { security } from './policies/security.ts'
import { schemaErrors } from './schema.ts'

const manifests = await render(t, 'k8s/base')

if (manifests) {
  t.test('the schemas of Kubernetes accept every object', async t => {
    t.strictSame(await schemaErrors(manifests), [])
  })

  t.test('the schemas of Kubernetes refuse a misspelt field, a wrong value and a wrong quantity', async t => {
    for (const wrong of [{ readynessProbe: {} }, { imagePullPolicy: 'Sometimes' }, { resources: { limits: { memory: '1Gb' } } }]) {
      const spoilt = structuredClone(manifests)
      for (const { container } of containers(spoilt)) Object.assign(container, wrong)
      t.ok((await schemaErrors(spoilt)).length > 0, JSON.stringify(wrong))
    }
  })

  for (const { name, check, spoil } of [...rollout, ...security, ...network]) {
    t.test(name, async t => {
      t.strictSame([...check(manifests)], [])
      for (const change of spoil) {
        const spoilt = structuredClone(manifests)
        change(spoilt)
        t.ok([...check(spoilt)].length > 0, 'a change for the worse is noticed')
      }
    })
  }

  t.test('the image is that of this version', async t => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    for (const { container } of containers(manifests)) t.ok(container.image?.endsWith(`:${version}`), `runs ${container.image}`)
  })

  t.test('a change of the configuration replaces the pods', async t => {
    for (const { metadata } of only(manifests, 'ConfigMap')) t.match(metadata?.name, /-[0-9a-z]{10}$/)
  })
}
