import { useMemo } from 'react'
import type { Voucher } from '@/contract'
import { fromBase64url } from '@/rules/encoding'
import { STEP_SECONDS, codeDigits, qrText } from '@/rules/voucher-code'
import { CodeCard, CountdownRing, CountdownSeconds, Digits, Icon, QrCode } from '@/ui'
import { useStep } from './use-step'

/** The code of this half minute, drawn on the phone. The one part of the screen that ticks. */
export function LiveCode({ voucher }: { voucher: Voucher }) {
  const { handle, grant } = voucher
  const secret = useMemo(() => fromBase64url(voucher.secret) ?? new Uint8Array(0), [voucher.secret])
  const { startedAt, now } = useStep()
  const { qr, digits } = useMemo(() => {
    const source = { handle, secret }
    return { qr: qrText(source, grant, startedAt), digits: codeDigits(source, startedAt) }
  }, [handle, secret, grant, startedAt])
  const round = { seconds: STEP_SECONDS, startedAt, now }
  return (
    <CodeCard
      top="给驿站人员扫"
      aside={
        <>
          <Icon name="off" size={18} />
          没信号也能用
        </>
      }
      note={
        <>
          <CountdownSeconds {...round} /> 秒后换新码，截图无效
        </>
      }
    >
      <CountdownRing {...round}>
        <QrCode text={qr} label="券的二维码" />
      </CountdownRing>
      <Digits value={digits} />
    </CodeCard>
  )
}
