import { useState } from 'react'
import type { Voucher } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { pastText } from '@/rules/wording'
import { Actions, Button, Card, List, ListRow, Notice, Para, Sheet } from '@/ui'
import { type Change, useVoucherChange } from './use-voucher-change'
import { laterThan } from './wallet'

interface VoucherWaysProps {
  voucher: Voucher
  now: number
  /** To another station, or another kind; to where one stands, for a voucher that is bound to none. */
  onMove: (voucher: Voucher, missing: boolean) => void
}

/** What else one can do with a voucher: collect it elsewhere, say that it is not there, give it back. */
export function VoucherWays({ voucher, now, onMove }: VoucherWaysProps) {
  const [asking, setAsking] = useState<Change>()
  const { missing, station, uses } = voucher
  const reported = missing && !missing.resolvedAt
  const begun = uses && uses.left < uses.total
  // Nothing is there to be collected yet, and no code has been shown.
  const early = laterThan(voucher, now) !== undefined
  return (
    <>
      <Missing voucher={voucher} now={now} />
      <List>
        {station && (
          <ListRow
            icon="swap"
            title={voucher.variant ? '换个站、换尺码' : '换个站取'}
            note="有货就能换"
            onTap={() => onMove(voucher, false)}
          />
        )}
        {!early && !reported && (
          <ListRow
            icon="warn"
            title="到了站，没有货"
            note="告诉我们，有人会处理"
            onTap={() => (station ? setAsking('missing') : onMove(voucher, true))}
          />
        )}
        {!early && (
          <ListRow
            icon="lock"
            title="码被人拍了，换新码"
            note="旧码马上作废"
            onTap={() => setAsking('reissue')}
          />
        )}
        {!begun && (
          <ListRow icon="again" title="不要了，退回" note="让给别人" onTap={() => setAsking('return')} />
        )}
      </List>
      {asking && <Ask what={asking} voucher={voucher} onClose={() => setAsking(undefined)} />}
    </>
  )
}

const outcomes = {
  found: '驿站找到了，可以去取',
  elsewhere: '给你换到了这个站',
  gone: '驿站查过，没有了',
} as const

/** What became of what was reported. */
function Missing({ voucher: { missing }, now }: { voucher: Voucher; now: number }) {
  if (!missing) return null
  const { outcome, reportedAt, resolvedAt } = missing
  if (outcome && resolvedAt) {
    return (
      <Card title={outcomes[outcome]}>
        <Para inset tone="quiet">{`${pastText(Date.parse(resolvedAt), now)} 答复的`}</Para>
      </Card>
    )
  }
  return (
    <Card title="你报了没有货，驿站在查">
      <Para inset tone="quiet">
        {`${pastText(Date.parse(reportedAt), now)} 报的。找到、换站给，或让你重新领，都会写在这里`}
      </Para>
    </Card>
  )
}

interface AskProps {
  what: Change
  voucher: Voucher
  onClose: () => void
}

function Ask({ what, voucher, onClose }: AskProps) {
  const { send, sending, fault } = useVoucherChange(voucher.id, onClose)
  const { title, note, button } = askWords[what](voucher)
  return (
    <Sheet title={title} onClose={onClose}>
      <Para>{note}</Para>
      {fault && <Notice kind="warn">{faultWords(fault)}</Notice>}
      <Actions>
        <Button
          kind={what === 'return' ? 'danger' : 'primary'}
          text={button}
          busy={sending}
          onTap={() => send(what)}
        />
        <Button kind="quiet" size="mid" text="先不" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}

const askWords: Record<Change, (voucher: Voucher) => { title: string; note: string; button: string }> = {
  return: () => ({
    title: '退回这张券？',
    note: '退了就让给别人，这张券马上不能用。还有的话，可以重新领。',
    button: '确定退回',
  }),
  missing: ({ station }) => ({
    title: '到了站，没有货？',
    note: `你在${station?.name ?? '驿站'}，工作人员说没有？报给驿站：找到了给你，没有就换站给，或让你重新领。`,
    button: '报给驿站',
  }),
  reissue: () => ({
    title: '换新码？',
    note: '以前的码、截图，在哪台手机上都作废。你这台马上有新码，券还是这张。',
    button: '换新码',
  }),
}

function faultWords(fault: Error): string {
  if (isOffline(fault)) return '没信号，还没办成。有信号再点一次'
  return fault instanceof Refusal ? fault.detail : faultText(fault).note
}
