import ts from 'typescript'
import { resolve } from 'node:path'
import { type Manifest } from './manifests.ts'

const options: ts.CompilerOptions = {
  strict: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023
}

/** Fields that Kubernetes does not know, and wrong types: the compiler sees them in object literals of the right type. */
function compile (manifests: Manifest[]): string[] {
  const source = manifests.map(({ apiVersion, kind, ...rest }, n) =>
    `export const o${n}: import('kubernetes-models/${apiVersion}').I${kind} = ${JSON.stringify({ apiVersion, kind, ...rest })}`).join('\n')
  const file = resolve('k8s/test/rendered.ts')
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, ...rest) => name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest)
  host.fileExists = name => name === file || fileExists(name)
  host.readFile = name => name === file ? source : readFile(name)
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

interface Model { validate: () => void }

/** Values that Kubernetes refuses, such as a quantity `256Mb`. */
async function validate (manifest: Manifest): Promise<string[]> {
  const models = await import(`kubernetes-models/${manifest.apiVersion}`) as Record<string, new (data: Manifest) => Model>
  const Kind = models[manifest.kind]
  if (!Kind) return [`unknown kind ${manifest.kind}`]
  try {
    new Kind(manifest).validate()
    return []
  } catch (error) {
    return [String(error)]
  }
}

/** Everything in the manifests that the schemas of Kubernetes refuse. */
export async function schemaErrors (manifests: Manifest[]): Promise<string[]> {
  return [...compile(manifests), ...(await Promise.all(manifests.map(validate))).flat()]
}
