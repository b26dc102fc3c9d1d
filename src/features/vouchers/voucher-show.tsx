import { useEffect } from 'react'
import type { Voucher } from '@/contract'
import { holdBright, openMap } from '@/platform'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { pastText } from '@/rules/wording'
import { Actions, Bullets, Button, Card, EmptyState, ErrorState, Outcome, Para, Screen } from '@/ui'
import { LiveCode } from './live-code'
import type { VoucherView } from './use-voucher'
import { VoucherSkeleton } from './voucher-skeleton'
import { VoucherWays } from './voucher-ways'
import { laterThan } from './wallet'
import { beginsText, itemsText, lastText, titleOf, usesText, validText, whereText } from './voucher-words'
import './voucher-show.scss'

interface VoucherShowProps {
  view: VoucherView
  /** The page is in front. */
  shown: boolean
  /** How things stand at its station: 开着 · 开到 18:00 · 离你 320 米. */
  stationNow?: string
  onWallet: () => void
  onCampaign: (id: string) => void
  /** To another station for it, or to the one where it is missing. */
  onMove: (voucher: Voucher, missing: boolean) => void
  onLogin: () => void
}

/** One voucher, filling the screen while it can be used, and what became of it afterwards. */
export function VoucherShow(props: VoucherShowProps) {
  const { view, shown, stationNow, onWallet, onCampaign, onMove, onLogin } = props
  const { data: voucher, state, fault, refresh, sessionLost } = view
  if (sessionLost && (!state || state === 'ready')) {
    return (
      <Screen title={voucher?.title ?? '券'} back night>
        <EmptyState
          icon="lock"
          title={voucher ? '登录过期了' : '登录后看券'}
          note={voucher && '券还在，重新登录就有新码'}
          action={{ text: '去登录', onTap: onLogin }}
        />
      </Screen>
    )
  }
  if (!voucher || !state) {
    return (
      <Screen title="券" back night>
        {fault ? <Missing {...{ fault, onWallet }} onRetry={() => void refresh()} /> : <VoucherSkeleton />}
      </Screen>
    )
  }
  if (state === 'ready') return <Ready {...{ voucher, shown, stationNow, view, onCampaign, onMove }} />
  // What is given back, or was gone, may be claimed anew.
  const again = state === 'returned' || state === 'revoked'
  return (
    <Screen
      title={voucher.title}
      back
      foot={
        <Actions>
          {again && <Button text="再看看还有没有" onTap={() => onCampaign(voucher.campaignId)} />}
          <Button
            kind={state === 'redeemed' ? 'primary' : 'quiet'}
            size={again ? 'mid' : 'main'}
            icon="ticket"
            text="看我的券"
            onTap={onWallet}
          />
        </Actions>
      }
    >
      {state === 'redeemed' ? (
        <Collected voucher={voucher} now={view.now} />
      ) : (
        <Over voucher={voucher} state={state} />
      )}
      {voucher.demo && <DemoNote />}
    </Screen>
  )
}

interface ReadyProps {
  voucher: Voucher
  shown: boolean
  stationNow?: string
  view: VoucherView
  onCampaign: (id: string) => void
  onMove: (voucher: Voucher, missing: boolean) => void
}

function Ready({ voucher, shown, stationNow, view, onCampaign, onMove }: ReadyProps) {
  const { offline, fault, now } = view
  const from = laterThan(voucher, now)
  const early = from !== undefined
  // There is nothing to scan before its day.
  useEffect(() => (shown && !early ? holdBright() : undefined), [shown, early])
  const { station } = voucher
  const title = titleOf(voucher)
  const goThere =
    station && (() => openMap({ ...station.point, name: station.name, address: station.address }))
  return (
    <Screen
      title={title}
      back
      night={!early}
      foot={
        goThere ? (
          <Button kind="quiet" icon="go" text="去这里" onTap={goThere} />
        ) : (
          <Button
            kind="quiet"
            icon="pin"
            text="看哪些驿站能取"
            onTap={() => onCampaign(voucher.campaignId)}
          />
        )
      }
    >
      {early ? (
        <Outcome
          icon="clock"
          tone="lamp"
          title="还没到能用的时候"
          lead={beginsText(from)}
          note="到时候打开就有码，没信号也有"
        />
      ) : (
        <LiveCode voucher={voucher} />
      )}
      {!early && (offline || fault) && (
        <Para tone="quiet" center>
          {offline ? '现在没信号，码照样能用' : '服务器没回音，码照样能用'}
        </Para>
      )}
      <Card title={whereText(voucher)}>
        {stationNow && (
          <Para tone="quiet" inset>
            {stationNow}
          </Para>
        )}
        {!stationNow && station && (
          <Para tone="quiet" inset>
            {station.address}
          </Para>
        )}
        <Para tone="quiet" inset>
          {`${validText(voucher, now)} · ${itemsText(voucher.items)}`}
        </Para>
        {voucher.uses && (
          <Para tone="strong" inset>
            {usesText(voucher, now)}
          </Para>
        )}
      </Card>
      <VoucherWays voucher={voucher} now={now} onMove={onMove} />
      {voucher.demo && <DemoNote />}
    </Screen>
  )
}

function Collected({ voucher, now }: { voucher: Voucher; now: number }) {
  const { items, redeemedAt, redeemedWhere } = voucher
  return (
    <>
      <Outcome
        icon="check"
        tone="good"
        title="已领取"
        lead={titleOf(voucher)}
        note={[redeemedAt && pastText(Date.parse(redeemedAt), now), redeemedWhere?.name]
          .filter(Boolean)
          .join('\n')}
      />
      <Card title="领到了">
        <Bullets mark="yes" items={items.map((it) => `${it.name} × ${it.quantity}`)} />
      </Card>
    </>
  )
}

const overWords = {
  expired: { title: '过期了', note: '' },
  returned: { title: '已退回', note: '这份已经让给别人' },
  revoked: { title: '已作废', note: '有疑问，问发券的驿站' },
} as const

/** Reported as missing, looked for, and gone. */
const goneWords = { title: '这份没有了', note: '驿站查过，货没了。还有的话，可以重新领' }

function Over({ voucher, state }: { voucher: Voucher; state: keyof typeof overWords }) {
  const { title, note } = voucher.missing?.outcome === 'gone' ? goneWords : overWords[state]
  return (
    <>
      <Outcome
        icon={state === 'expired' ? 'clock' : state === 'returned' ? 'again' : 'cross'}
        tone={state === 'revoked' ? 'stop' : 'shut'}
        title={title}
        lead={voucher.title}
        note={state === 'expired' ? `有效到 ${lastText(voucher)}，没有领取` : note}
      />
      <Card title={whereText(voucher)} tone="sunk">
        <Para tone="quiet" inset>
          {itemsText(voucher.items)}
        </Para>
      </Card>
    </>
  )
}

interface MissingProps {
  fault: Error
  onRetry: () => void
  onWallet: () => void
}

function Missing({ fault, onRetry, onWallet }: MissingProps) {
  const code = fault instanceof Refusal ? fault.code : undefined
  const wallet = { text: '看我的券', onTap: onWallet }
  if (code === 'not-found' || code === 'invalid-input') {
    return <EmptyState icon="ticket" title="没有这张券" note="它不在你的名下" action={wallet} />
  }
  return <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: onRetry }} second={wallet} />
}

const DemoNote = () => (
  <Para tone="quiet" center>
    演示数据
  </Para>
)
