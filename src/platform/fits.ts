import type * as z from 'zod/mini'

type Test = (value: unknown) => boolean
type Schema = z.core.$ZodType
type Check = z.core.$ZodCheck

/** A schema in plain functions. What `typeof` says is asked first; where it is not told, `test` takes any value. */
interface Reader {
  type?: 'string' | 'number' | 'boolean'
  test?: Test
}

const readers = new WeakMap<Schema, Reader>()
// Asked for each value.
const { isArray } = Array
const { isFinite, isSafeInteger } = Number

/**
 * Whether a value is as a schema describes it: what `safeParse(schema, value).success` says, several times faster. zod
 * copies all it reads and, where no code may be made at run time as in WeChat, asks each property by way of a dozen
 * calls. This turns a schema into plain functions once and copies nothing, so what the schema does not name stays where
 * it is. Throws where a schema makes something else of what it reads (a default, a transform), or is of a kind that no
 * reply has.
 */
export function fits<S extends z.ZodMiniType>(schema: S, value: unknown): value is z.output<S> {
  return testOf(schema)(value)
}

function testOf(schema: Schema): Test {
  const { type, test } = readerOf(schema)
  if (!type) return test ?? (() => true)
  return test ? (value) => typeof value === type && test(value) : (value) => typeof value === type
}

function readerOf(schema: Schema): Reader {
  let reader = readers.get(schema)
  if (!reader) {
    const { type, test } = kindOf(schema as z.core.$ZodTypes)
    const tests = checksOf(schema).map(checkTest)
    reader = {
      type,
      test: test ? tests.reduce(both, test) : tests.length > 0 ? tests.reduce(both) : undefined,
    }
    readers.set(schema, reader)
  }
  return reader
}

const both =
  (one: Test, other: Test): Test =>
  (value) =>
    one(value) && other(value)

function kindOf({ _zod: { def } }: z.core.$ZodTypes): Reader {
  switch (def.type) {
    case 'string':
    case 'boolean':
      return { type: def.type }
    case 'number':
      return { type: 'number', test: (value) => isFinite(value) }
    case 'undefined':
      return { test: (value) => value === undefined }
    case 'literal':
      return { test: (value) => def.values.some((it) => it === value) }
    case 'enum': {
      const values: unknown[] = Object.values(def.entries)
      return { test: (value) => values.includes(value) }
    }
    case 'optional': {
      const inner = testOf(def.innerType)
      return { test: (value) => value === undefined || inner(value) }
    }
    case 'nullable': {
      const inner = testOf(def.innerType)
      return { test: (value) => value === null || inner(value) }
    }
    case 'array': {
      const element = testOf(def.element)
      return { test: (value) => isArray(value) && value.every(element) }
    }
    case 'union': {
      const options = def.options.map(testOf)
      return { test: (value) => options.some((option) => option(value)) }
    }
    case 'object':
      if (def.catchall) break
      return { test: objectTest(def.shape) }
  }
  throw new Error(`Nothing that is read so may hold a schema of the kind "${def.type}"`)
}

function objectTest(shape: Readonly<Record<string, Schema>>): Test {
  const fields = Object.keys(shape).map((key) => {
    const { type, test } = readerOf(shape[key] as Schema)
    return { key, type, test }
  })
  return (value) => {
    if (typeof value !== 'object' || value === null || isArray(value)) return false
    for (const { key, type, test } of fields) {
      const field = (value as Record<string, unknown>)[key]
      if ((type && typeof field !== type) || (test && !test(field))) return false
    }
    return true
  }
}

/** A format such as `uuid` is a schema and its own check. */
function checksOf(schema: Schema): Check[] {
  const { def, traits } = schema._zod
  const own = traits.has('$ZodCheck') ? [schema as unknown as Check] : []
  return [...own, ...(def.checks ?? [])]
}

/** Formats that are told by their pattern alone. */
const byPattern: readonly string[] = ['regex', 'uuid', 'datetime', 'date']

function checkTest({ _zod: zod }: Check): Test {
  const def = zod.def as z.core.$ZodChecks['_zod']['def']
  if (def.check === 'string_format' && def.pattern && byPattern.includes(def.format)) {
    const { pattern } = def
    return (value) => pattern.test(value as string)
  }
  if (def.check === 'number_format' && def.format === 'safeint') return (value) => isSafeInteger(value)
  if (def.check === 'greater_than' && def.inclusive) {
    const least = def.value
    return (value) => (value as typeof least) >= least
  }
  return (value) => {
    const payload: z.core.ParsePayload = { value, issues: [] }
    void zod.check(payload as z.core.ParsePayload<never>)
    return payload.issues.length === 0
  }
}
