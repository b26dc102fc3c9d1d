import { useEffect, useState } from 'react'
import { onAppShow } from '.'
import { serverNow } from './call'

const minute = 60_000
const slackMs = 5_000

/**
 * Epoch ms by the server's clock, anew at each full minute and when the app comes back to the front. For what is open
 * or due: screens that count seconds have their own component.
 */
export function useMinute(): number {
  const [now, setNow] = useState(serverNow)
  // The first reply may tell that the phone's clock is wrong, and a timer in the background may have been held up.
  const live = serverNow()
  if (Math.abs(live - now) > minute + slackMs) setNow(live)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      clearTimeout(timer)
      const at = serverNow()
      setNow(at)
      timer = setTimeout(tick, minute - (at % minute) + 50)
    }
    timer = setTimeout(tick, minute - (serverNow() % minute) + 50)
    const stop = onAppShow(tick)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return now
}
