import { useState } from 'react'
import { useScan } from '@/platform/use-scan'
import { parsePresence } from '@/rules/presence-code'
import { Actions, Button, DigitsInput, Notice, Para, Sheet } from '@/ui'

interface PresenceSheetProps {
  /** Where one says one is: whose digits are typed. */
  station: { id: string; name: string } | undefined
  /** Those that hand it out. */
  stationIds: ReadonlySet<string>
  busy: boolean
  onCode: (code: string, stationId: string | undefined) => void
  onClose: () => void
}

const length = 8

/** Shows that one stands at the station: by scanning what its clerk shows, or by the digits below it. */
export function PresenceSheet({ station, stationIds, busy, onCode, onClose }: PresenceSheetProps) {
  const [typed, setTyped] = useState('')
  const { told, scan } = useScan((text) => {
    const code = parsePresence(text)
    if (!code) return '这不是到站码，请工作人员打开“到站码”'
    onCode(text, code.by === 'qr' && stationIds.has(code.stationId) ? code.stationId : station?.id)
    return undefined
  })
  const whole = typed.length === length
  return (
    <Sheet title="到站了？扫到站码" onClose={onClose}>
      <Para>请工作人员打开手机上的“到站码”，半分钟换一个，拍照没用。</Para>
      {told && <Notice kind="warn">{told}</Notice>}
      <Actions>
        <Button icon="scan" text="扫到站码" busy={busy && !whole} onTap={scan} />
      </Actions>
      {station && (
        <>
          <DigitsInput
            label={`或者输${station.name}的 8 位数字`}
            value={typed}
            length={length}
            onChange={setTyped}
            onDone={whole ? () => onCode(typed, station.id) : undefined}
          />
          <Actions>
            <Button
              kind={whole ? 'primary' : 'quiet'}
              size="mid"
              text="用数字领"
              disabled={!whole}
              busy={busy && whole}
              onTap={() => onCode(typed, station.id)}
            />
          </Actions>
        </>
      )}
    </Sheet>
  )
}
