import { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { AppError } from './errors.ts'

/**
 * Compiles a schema, once, to a function that returns a value as it is.
 * The function throws an {@link AppError} with BAD_REQUEST and the offending field.
 */
export function validator<T extends TSchema> (schema: T): (value: unknown) => Static<T> {
  const compiled = Compile(schema)
  return (value) => {
    if (compiled.Check(value)) return value as Static<T>
    const [error] = compiled.Errors(value)
    const path = error?.instancePath.slice(1).split('/').filter(Boolean) ?? []
    if (error?.keyword === 'required') path.push(...error.params.requiredProperties.slice(0, 1))
    const field = path.join('.') || undefined
    throw new AppError('BAD_REQUEST', `${field ?? 'the message'} ${problem(error)}`, { field })
  }
}

function problem (error: ReturnType<ReturnType<typeof Compile>['Errors']>[number] | undefined): string {
  return error?.keyword === 'required' ? 'is missing' : error?.message ?? 'is wrong'
}
