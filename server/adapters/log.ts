import pino from 'pino'
import { redacted } from './redact'

/**
 * Where the server writes what happens. Fields should never hold names, ID numbers, tokens or coordinates; createLog
 * withholds those that do all the same.
 */
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

const toStdout = (line: string) => void process.stdout.write(line)

/** A log on stdout, or wherever `write` takes its lines; written synchronously, so that the last before an exit is not lost. */
export function createLog({ format, level }: LogOptions, write?: (line: string) => void): Log {
  const options: pino.LoggerOptions = {
    level,
    base: format === 'json' ? { service: 'nuanxin', pid: process.pid } : undefined,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redacted(fields) as Record<string, unknown>,
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  const lines = write ?? toStdout
  const destination =
    format === 'lines'
      ? { write: (line: string) => lines(readable(line)) }
      : write
        ? { write }
        : pino.destination({ dest: 1, sync: true })
  const logger = pino(options, destination)
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
  const { message, type, code, stack } = (cause ?? {}) as Partial<
    Record<'message' | 'type' | 'code' | 'stack', string>
  >
  const reason = message ?? [type, code].filter(Boolean).join(' ')
  if (reason) words.push(`(${reason})`)
  if (level === 'error' && stack) words.push(`\n${stack}`)
  return `${words.join('  ')}\n`
}
