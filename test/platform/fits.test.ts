import fc from 'fast-check'
import * as z from 'zod/mini'
import { api, problem } from '@/contract'
import { fits } from '@/platform/fits'

type Schema = z.core.$ZodType

/** Values as a schema of the contract describes them. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string': {
      const formats = [def, ...(def.checks ?? []).map((it) => it._zod.def)] as {
        pattern?: RegExp
        format?: string
      }[]
      const { pattern, format } = formats.find((it) => it.pattern) ?? {}
      if (format === 'datetime')
        return fc.date({ noInvalidDate: true, ...century }).map((it) => it.toISOString())
      if (format === 'date')
        return fc.date({ noInvalidDate: true, ...century }).map((it) => it.toISOString().slice(0, 10))
      return pattern ? fc.stringMatching(pattern) : fc.string()
    }
    case 'number':
      return fc.oneof(
        fc.nat(),
        fc.integer({ min: -90, max: 90 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
      )
    case 'boolean':
      return fc.boolean()
    case 'undefined':
      return fc.constant(undefined)
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries))
    case 'optional':
      return fc.option(valuesOf(def.innerType), { nil: undefined })
    case 'nullable':
      return fc.option(valuesOf(def.innerType), { nil: null })
    case 'array':
      return fc.array(valuesOf(def.element), { maxLength: 3 })
    case 'union':
      return fc.oneof(...def.options.map(valuesOf))
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(def.shape).map(([key, it]) => [key, valuesOf(it)])))
    default:
      throw new Error(`How to make a ${def.type}?`)
  }
}

const century = { min: new Date('1990-01-01T00:00:00Z'), max: new Date('2089-12-31T00:00:00Z') }

/** What may stand anywhere where something else should. */
const wrong: unknown[] = [
  undefined,
  null,
  true,
  '',
  'x',
  '2026-02-29T00:00:00Z',
  '2026-11-23T06:32:00+08:00',
  '2026-02-30',
  -1,
  0.5,
  91,
  2 ** 53,
  NaN,
  Infinity,
  [],
  [null],
  {},
  { more: 1 },
]

/** The same value with one of its parts, any of them, replaced by `put`; `at` says which. */
function damaged(value: unknown, at: number, put: unknown): unknown {
  let left = at % partsOf(value)
  const visit = (it: unknown): unknown => {
    if (left-- === 0) return put
    if (Array.isArray(it)) return it.map(visit)
    if (typeof it !== 'object' || it === null) return it
    return Object.fromEntries(Object.entries(it).map(([key, part]) => [key, visit(part)]))
  }
  return visit(value)
}

const partsOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, it) => sum + partsOf(it), 1)
    : 1

test.each([
  ['a problem', problem] as const,
  ...Object.entries(api).map(([name, it]) => [name, it.reply] as const),
])('what %s says is read as zod reads it, whole and damaged', (_, schema: z.ZodMiniType) => {
  fc.assert(
    fc.property(valuesOf(schema), fc.nat(), fc.constantFrom(...wrong), (value, at, put) => {
      for (const it of [value, damaged(value, at, put)]) {
        const read = z.safeParse(schema, it)
        expect([fits(schema, it), it]).toEqual([read.success, it])
        if (read.success) expect({ it }).toMatchObject({ it: read.data })
      }
    }),
    { numRuns: 150 },
  )
})

test('what is made something else of is not taken as it came', () => {
  for (const schema of [
    z._default(z.string(), ''),
    z.pipe(z.string(), z.transform(Number)),
    z.strictObject({}),
  ])
    expect(() => fits(schema, '')).toThrow('Nothing that is read so may hold')
})

test('what the schema does not name stays where it is', () => {
  const value = { a: 1, b: 2 }
  expect(fits(z.object({ a: z.number() }), value)).toBe(true)
  expect(value).toEqual({ a: 1, b: 2 })
})
