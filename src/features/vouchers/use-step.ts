import { useEffect, useState } from 'react'
import { onAppShow } from '@/platform'
import { STEP_SECONDS, stepAt, untilNextStep } from '@/rules/voucher-code'
import { codeNow } from '@/platform/code-clock'

export interface Step {
  /** When the step began, epoch ms by the server's clock. */
  startedAt: number
  /** When this was found out, by the same clock. */
  now: number
}

/** Timers of a phone that slept, and a clock that was set right, are noticed after this long. */
const lookEveryMs = 1_000

function stepNow(): Step {
  const now = codeNow()
  return { startedAt: stepAt(now) * STEP_SECONDS * 1000, now }
}

/** The current step of rotating codes. Renders once per step and when the app comes back to the front. */
export function useStep(): Step {
  const [step, setStep] = useState(stepNow)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      clearTimeout(timer)
      const found = stepNow()
      setStep((had) => (had.startedAt === found.startedAt ? had : found))
      timer = setTimeout(look, Math.min(untilNextStep(found.now) + 10, lookEveryMs))
    }
    look()
    const stop = onAppShow(() => setStep(stepNow()))
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return step
}
