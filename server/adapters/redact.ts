/**
 * What may stand in a log of what somebody wanted to log. Nothing that tells who a person is, lets anybody in, or came
 * out of a row: fields by their name, errors by what is known to be harmless of them, and as a net the look of a text.
 */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubbed(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return '…'
  if (value instanceof Error) return describe(value, depth)
  if (value instanceof Date) return value.toISOString()
  if (ArrayBuffer.isView(value)) return '[bytes]'
  if (Array.isArray(value)) return value.map((it) => redacted(it, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [
      key,
      telling.test(key) ? '[redacted]' : redacted(it, depth + 1),
    ]),
  )
}

const MAX_DEPTH = 5

/** Fields that are withheld whatever they hold. */
const telling =
  /^(authorization|cookie|password|token|secret|key|keys|pepper|code|body|values|parameters|detail|name|holder|phone|openid|lat|lng|point)$|(token|secret|password|name|number|key|phone|hash)$/i

/** What is told of an error besides its message: names of things, never what they hold. */
const harmless = ['kind', 'code', 'constraint', 'table', 'column', 'routine', 'severity', 'syscall'] as const

function describe(error: Error, depth: number): object {
  const said = error as Error & Partial<Record<(typeof harmless)[number], unknown>>
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...(!tellsValues(said) && { message: scrubbed(error.message) }),
    ...Object.fromEntries(
      harmless.flatMap((name) => (typeof said[name] === 'string' ? [[name, said[name]]] : [])),
    ),
    ...(error.cause !== undefined && { cause: redacted(error.cause, depth + 1) }),
    ...(frames?.length && { stack: frames.slice(0, 12).join('\n') }),
  }
}

/**
 * PostgreSQL and JSON.parse quote what they could not take. Of PostgreSQL's classes these speak of the connection, the
 * server or our own SQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function tellsValues({ name, code }: { name: string; code?: unknown }): boolean {
  if (name === 'SyntaxError') return true
  const sqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code)
  return sqlState && !/^(08|25|26|28|3D|40|42|53|54|55|57|58)/.test(code)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function scrubbed(text: string): string {
  return text
    .replace(/(\/\/)[^\s/@]*@/g, '$1…@')
    .replace(/([?&](?:secret|access_token|js_code|code|appid|openid|token)=)[^&\s"]*/g, '$1…')
    .replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, '[id number]')
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[phone]')
    .replace(/(?<![\w/.-])[A-Za-z0-9_-]{32,}(?![\w/.-])/g, (it) => (uuid.test(it) ? it : '[secret]'))
}
