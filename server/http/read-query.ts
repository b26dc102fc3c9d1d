import type * as z from 'zod/mini'

interface Def {
  type: string
  innerType?: { _zod: { def: Def } }
}

/** The type under `optional` and `default`. */
function typeOf(schema: { _zod: { def: unknown } }): string {
  let def = schema._zod.def as Def
  while (def.innerType) def = def.innerType._zod.def
  return def.type
}

/**
 * What reads a query string by the declared types: numbers, `true`/`false`, comma lists. What does not read stays text,
 * for the schema to refuse by name.
 */
export function queryReader(schema: z.ZodMiniObject): (search: URLSearchParams) => Record<string, unknown> {
  const types = new Map(Object.entries(schema.shape).map(([name, field]) => [name, typeOf(field)]))
  return (search) => {
    const read: Record<string, unknown> = {}
    for (const [name, text] of search) {
      const type = types.get(name)
      if (type === 'number' || type === 'int') read[name] = text.trim() === '' ? text : Number(text)
      else if (type === 'boolean') read[name] = text === 'true' ? true : text === 'false' ? false : text
      else if (type === 'array') read[name] = text === '' ? [] : text.split(',')
      else read[name] = text
    }
    return read
  }
}
