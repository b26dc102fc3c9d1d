import pino from 'pino'

/** Where the server writes what happens. Fields must never hold names, ID numbers, tokens or coordinates. */
export interface Log {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

export interface LogOptions {
  /** `json`: one pino object a line, for a collector. `lines`: short lines for somebody at a terminal. */
  readonly format: 'json' | 'lines'
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A log on stdout, written synchronously, so that the last line before an exit is never lost. */
export function createLog({ format, level }: LogOptions): Log {
  const options: pino.LoggerOptions = {
    level,
    base: format === 'json' ? { service: 'nuanxin', pid: process.pid } : undefined,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['password', 'token', 'secret', 'authorization', '*.password', '*.token'],
      remove: true,
    },
    serializers: { cause: pino.stdSerializers.err },
  }
  const logger =
    format === 'json'
      ? pino(options, pino.destination({ dest: 1, sync: true }))
      : pino(options, { write: (line: string) => process.stdout.write(readable(line)) })
  return {
    debug: (message, fields = {}) => logger.debug(fields, message),
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  }
}

/** A log that drops everything. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** Turns pino's JSON into `warn  message  field=value`; the level is left out for info. */
function readable(line: string): string {
  const { level, time: _time, msg, cause, ...fields } = JSON.parse(line) as Record<string, unknown>
  const words = level === 'info' ? [String(msg)] : [`${String(level)}: ${String(msg)}`]
  for (const [key, value] of Object.entries(fields)) {
    words.push(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  }
  const reason = (cause as { message?: string } | undefined)?.message
  if (reason) words.push(`(${reason})`)
  return `${words.join('  ')}\n`
}
