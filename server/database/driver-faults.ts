import { DatabaseFault } from './database'

/** At which point the driver failed: it decides whether anything can have been written. */
export type Stage =
  /** No connection was had yet. */
  | 'connecting'
  /** Inside a transaction, before COMMIT: a broken connection rolls it back. */
  | 'before-commit'
  /** COMMIT itself, or a statement that commits by itself. */
  | 'committing'

interface DriverError {
  readonly code?: string
  readonly constraint?: string
  readonly severity?: string
  readonly message?: string
}

/** SQLSTATEs by which the server ends a statement before it wrote anything, and a retry may fare better. */
const passing = new Set([
  '25006', // read only: the primary moved away
  '40001',
  '40P01',
  '53000',
  '53100',
  '53200',
  '53300',
  '53400',
  '55P03',
  '57014',
  '57P03',
])

/** FATAL SQLSTATEs by which the server ends the session. */
const ended = new Set(['57P01', '57P02', '57P04', '57P05', '25P03', '25P04'])

/** node-postgres has no codes for these. */
const broken =
  /^(Connection terminated|Client was closed|Client has encountered|Query read timeout|timeout e)/

/**
 * Turns an error of node-postgres into a {@link DatabaseFault} where a caller can do something about it, and returns
 * everything else (a mistake in the SQL, say) as it is.
 */
export function driverFault(error: unknown, stage: Stage): unknown {
  if (error instanceof DatabaseFault) return error
  const { code = '', constraint } = (error ?? {}) as DriverError
  const cause = { cause: error }
  if (code === '23505') return new DatabaseFault('duplicate', constraint, cause)
  if (code === '23514' || code === '23503' || code === '23001' || code === '23P01') {
    return new DatabaseFault('refused', constraint, cause)
  }
  if (stage === 'connecting' || passing.has(code)) return new DatabaseFault('unreachable', undefined, cause)
  if (!isBroken(error)) return error
  const unsent = /^Client has encountered/.test((error as DriverError).message ?? '')
  return new DatabaseFault(stage === 'committing' && !unsent ? 'unknown' : 'unreachable', undefined, cause)
}

/** Whether the connection the error came over must not be used again. */
export function isBroken(error: unknown): boolean {
  const { code = '', message = '', severity } = (error ?? {}) as DriverError
  return (
    ended.has(code) ||
    severity === 'FATAL' ||
    code.startsWith('08') ||
    code === '25006' ||
    /^E[A-Z_]{3,}$/.test(code) ||
    broken.test(message)
  )
}
