import * as z from 'zod/mini'
import { serverOffsetMs } from './call'
import { now } from './clock'
import { persisted } from './persisted'

/** How far the phone's clock was off when vouchers, or the keys to check them by, last came from the server, in ms. */
const useOffset = persisted('code-clock', z.object({ offsetMs: z.int() }), { offsetMs: 0 })

/** Below this a clock counts as right: codes are good for half a minute more on either side. */
const rightWithinMs = 5_000

let heard = false

/** Notes the server's clock after a reply, so that a phone whose clock is wrong draws and checks codes without signal. */
export function noteServerClock(): void {
  heard = true
  const offset = Math.round(serverOffsetMs())
  const offsetMs = Math.abs(offset) < rightWithinMs ? 0 : offset
  if (Math.abs(offsetMs - useOffset.getState().offsetMs) >= rightWithinMs) useOffset.setState({ offsetMs })
}

/** Epoch ms that codes are drawn and checked for: the server's clock, as it was last known where this run has not heard of it. */
export const codeNow = (): number => now() + (heard ? serverOffsetMs() : useOffset.getState().offsetMs)
