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
 * What reads the query of a URL by the declared types: numbers, `true`/`false`, comma lists. What does not read stays text,
 * for the schema to refuse by name.
 */
export function queryReader(schema: z.ZodMiniObject): (url: string) => Record<string, unknown> {
  const types = new Map(Object.entries(schema.shape).map(([name, field]) => [name, typeOf(field)]))
  return (url) => {
    const read: Record<string, unknown> = {}
    for (const [name, text] of textsOf(url)) {
      const type = types.get(name)
      if (type === 'number' || type === 'int') read[name] = text.trim() === '' ? text : Number(text)
      else if (type === 'boolean') read[name] = text === 'true' ? true : text === 'false' ? false : text
      else if (type === 'array') read[name] = text === '' ? [] : text.split(',')
      else read[name] = text
    }
    return read
  }
}

/** The values of a URL's query by name. One given twice is one longer list; where there is one value only it reads as none. */
function textsOf(url: string): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [name, text] of pairsOf(url)) {
    const before = texts.get(name)
    texts.set(name, before === undefined ? text : `${before},${text}`)
  }
  return texts
}

/** Where nothing is escaped, as is usual, that needs no parser. */
function pairsOf(url: string): Iterable<[string, string]> {
  const [bare = ''] = url.split('#', 1)
  const from = bare.indexOf('?') + 1
  const search = from === 0 ? '' : bare.slice(from)
  if (/[%+]/.test(search)) return new URLSearchParams(search)
  const pairs: [string, string][] = []
  for (const part of search.split('&')) {
    if (part === '') continue
    const middle = part.indexOf('=')
    pairs.push(middle < 0 ? [part, ''] : [part.slice(0, middle), part.slice(middle + 1)])
  }
  return pairs
}
