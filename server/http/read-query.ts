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
 * for the schema to refuse by name. One given twice is one longer list; where there is one value only it reads as none.
 */
export function queryReader(schema: z.ZodMiniObject): (url: string) => Record<string, unknown> {
  const types = new Map(Object.entries(schema.shape).map(([name, field]) => [name, typeOf(field)]))
  return (url) => {
    const texts = textsOf(url)
    const read: Record<string, unknown> = {}
    texts.forEach((text, name) => (read[name] = valueOf(text, types.get(name))))
    return read
  }
}

function valueOf(text: string, type: string | undefined): unknown {
  if (type === 'number' || type === 'int') return text.trim() === '' ? text : Number(text)
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (type === 'array') return text === '' ? [] : text.split(',')
  return text
}

/** The values of a URL's query by name. Where nothing is escaped, as is usual, that needs no parser. */
function textsOf(url: string): Map<string, string> {
  const texts = new Map<string, string>()
  const hash = url.indexOf('#')
  const bare = hash < 0 ? url : url.slice(0, hash)
  const from = bare.indexOf('?') + 1
  if (from === 0) return texts
  if (bare.includes('%', from) || bare.includes('+', from)) {
    new URLSearchParams(bare.slice(from)).forEach((text, name) => add(texts, name, text))
    return texts
  }
  for (let start = from; start < bare.length;) {
    const found = bare.indexOf('&', start)
    const end = found < 0 ? bare.length : found
    const middle = bare.indexOf('=', start)
    if (end > start) {
      const named = middle >= 0 && middle < end
      add(texts, bare.slice(start, named ? middle : end), named ? bare.slice(middle + 1, end) : '')
    }
    start = end + 1
  }
  return texts
}

function add(texts: Map<string, string>, name: string, text: string): void {
  const before = texts.get(name)
  texts.set(name, before === undefined ? text : `${before},${text}`)
}
