import { useRef, useState } from 'react'
import { consentTexts } from '@/rules/consent-texts'
import { Actions, Button, Para, Sheet } from '@/ui'
import { agreeToPapersHere, useConsentDue } from './use-report'

interface ConsentAsk {
  /** Acts at once where he has agreed, else once he does. */
  ask: (then: () => void) => void
  sheet: JSX.Element | undefined
}

/** What medical papers are used for, in full, before the first of them; `given`: the server knows that he agreed. */
export function useConsentAsk(given: boolean): ConsentAsk {
  const due = useConsentDue(given)
  const [open, setOpen] = useState(false)
  const waiting = useRef<() => void>()
  const { title, text } = consentTexts.health
  const close = () => {
    setOpen(false)
    waiting.current = undefined
  }
  const agree = () => {
    const act = waiting.current
    close()
    agreeToPapersHere()
    act?.()
  }
  return {
    ask: (then) => {
      if (!due) return then()
      waiting.current = then
      setOpen(true)
    },
    sheet: open ? (
      <Sheet title={`先问一声：${title}`} onClose={close}>
        <Para>{text}</Para>
        <Actions>
          <Button text="我看过了，同意" onTap={agree} />
          <Button kind="quiet" size="mid" text="先不" onTap={close} />
        </Actions>
      </Sheet>
    ) : undefined,
  }
}
