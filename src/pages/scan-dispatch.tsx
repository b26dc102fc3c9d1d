import { type ReactNode, useState } from 'react'
import { useSession } from '@/features/account'
import { CameraRefused, go, scanCode, switchTab } from '@/platform'
import { readScan, shortened } from '@/rules/scanned'
import { Actions, Button, Para, Sheet } from '@/ui'

type Told = { what: 'strange'; text: string } | { what: 'voucher' | 'presence' } | { what: 'no-camera' }

export interface ScanDispatch {
  /** Opens the camera and goes where the code leads. */
  scan: () => void
  /** What there is to say about a code that leads nowhere; draw it inside the Screen. */
  sheet: ReactNode
}

/**
 * The scan button: for a clerk a voucher's code goes to the desk, whoever scans a station's code has come there, and anything
 * else is said to be not ours.
 */
export function useScanDispatch(): ScanDispatch {
  const { worker } = useSession()
  const clerk = worker?.roles.includes('clerk') === true
  const [told, setTold] = useState<Told>()
  const scan = async () => {
    setTold(undefined)
    try {
      const text = await scanCode()
      if (text === undefined) return
      const found = readScan(text)
      if (found.kind === 'station') go('arrived', { id: found.stationId })
      else if (found.kind === 'campaign') go('campaign', { id: found.campaignId })
      else if (found.kind === 'certificate') go('certificate', { id: found.code })
      else if (found.kind === 'invitation') go('invitation', { code: found.code })
      else if (found.kind === 'recovery') go('recoveryCheck', { code: found.code })
      else if (found.kind === 'strange') setTold({ what: 'strange', text: found.text })
      else if (found.kind === 'presence') setTold({ what: 'presence' })
      else if (clerk) go('desk', { code: found.code })
      else setTold({ what: 'voucher' })
    } catch (fault) {
      if (!(fault instanceof CameraRefused)) throw fault
      setTold({ what: 'no-camera' })
    }
  }
  const onScan = () => void scan()
  return {
    scan: onScan,
    sheet: told && <ScanSheet {...{ told, clerk }} onAgain={onScan} onClose={() => setTold(undefined)} />,
  }
}

interface ScanSheetProps {
  told: Told
  clerk: boolean
  onAgain: () => void
  onClose: () => void
}

function ScanSheet({ told, clerk, onAgain, onClose }: ScanSheetProps) {
  const leave = (open: () => void) => () => {
    onClose()
    open()
  }
  const again = <Button kind="quiet" size="mid" icon="scan" text="重新扫" onTap={onAgain} />
  const digits = <Button text="输 16 位数字" onTap={leave(() => go('desk'))} />
  switch (told.what) {
    case 'strange':
      return (
        <Sheet title="这不是暖新的码" onClose={onClose}>
          <Para>扫到的是：{shortened(told.text)}</Para>
          <Para tone="quiet">我们没有打开它。</Para>
          <Actions>
            {clerk && digits}
            {again}
          </Actions>
        </Sheet>
      )
    case 'voucher':
      return (
        <Sheet title="这是一张券" onClose={onClose}>
          <Para>券要给驿站人员扫。你自己的券在“我的券”里。</Para>
          <Actions>
            <Button icon="ticket" text="我的券" onTap={leave(() => go('wallet'))} />
            {again}
          </Actions>
        </Sheet>
      )
    case 'presence':
      return (
        <Sheet title="这是到站码" onClose={onClose}>
          <Para>当面领的福利才用它：在“福利”里点开要领的，再扫。</Para>
          <Actions>
            <Button icon="gift" text="看福利" onTap={leave(() => switchTab('benefits'))} />
          </Actions>
        </Sheet>
      )
    case 'no-camera':
      return (
        <Sheet title="用不了相机" onClose={onClose}>
          <Para>到手机设置里允许用相机，再扫一次。</Para>
          <Actions>
            {clerk && digits}
            {again}
          </Actions>
        </Sheet>
      )
  }
}
