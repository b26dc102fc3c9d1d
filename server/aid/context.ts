import type { Context } from '../context'

/** What money and cover need, whether a call or the clock asks. */
export type AidContext = Pick<Context, 'clock' | 'database' | 'newId' | 'ports' | 'random'>
