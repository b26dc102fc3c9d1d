/**
 * What the API needs of PostgreSQL. `pool.ts` gives it over node-postgres, `mock/browser.ts` over PGlite in a tab;
 * verbs see only this, so that their import graph bundles for a browser.
 */
export interface Statement {
  /** Names the prepared statement; unique over the whole server. */
  readonly name: string
  readonly text: string
}

export interface Rows<Row> {
  readonly rows: Row[]
  /** Rows returned or changed. */
  readonly count: number
}

export interface Queryable {
  /** Runs one statement. Throws a {@link DatabaseFault} for what the caller can tell apart. */
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Rows<Row>>
}

export interface Database extends Queryable {
  /** Runs `work` between BEGIN and COMMIT (READ COMMITTED) and rolls back when it throws. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>
  /**
   * Calls `heard` with the payload of each NOTIFY on `channel`, and once with `undefined` each time the connection was
   * lost and made anew, since notices may have been missed. Resolves to a function that stops listening.
   */
  listen(channel: string, heard: (payload: string | undefined) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export type FaultKind =
  /** A unique or primary key already holds the row; `constraint` names it. */
  | 'duplicate'
  /** A CHECK, foreign key or exclusion refused the row; `constraint` names it. */
  | 'refused'
  /** The database could not be reached or gave up (timeout, deadlock, full), and nothing was written. */
  | 'unreachable'
  /** The connection broke during COMMIT, or during a lone statement, which commits by itself: perhaps it was written. */
  | 'unknown'

/** A fault of the database in words the verbs understand; `cause` keeps the driver's own error. */
export class DatabaseFault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly constraint: string | undefined,
    options: { cause: unknown },
  ) {
    super(`database: ${kind}${constraint ? ` (${constraint})` : ''}`, options)
    this.name = 'DatabaseFault'
  }
}
