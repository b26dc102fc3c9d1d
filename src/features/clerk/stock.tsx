import { type ReactNode, useState } from 'react'
import type { LossReason, StationStock, StockEntry, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { figureTerms } from '@/rules/ledger-words'
import { pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorState,
  Field,
  Line,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Section,
  Sheet,
  SkeletonList,
  Stats,
} from '@/ui'
import { AtStation } from './at-station'
import { type StockView, useEnterStock, useStock } from './use-stock'
import type { ClerkStation } from './use-station-choice'

interface StockProps {
  worker: Worker
  /** To handing the station over. */
  onHandover: () => void
}

/** What lies at a station, campaign by campaign: what arrives and what is lost is entered here. */
export function Stock({ worker, onHandover }: StockProps) {
  return (
    <AtStation worker={worker} title="库存和交接">
      {(station, onChange, sheet) => (
        <Shelves key={station.id} {...{ station, onChange, sheet, onHandover }} />
      )}
    </AtStation>
  )
}

interface ShelvesProps {
  station: ClerkStation
  onChange?: () => void
  sheet: ReactNode
  onHandover: () => void
}

type Asked = { kind: 'received' | 'lost'; stock: StationStock }

function Shelves({ station, onChange, sheet, onHandover }: ShelvesProps) {
  const view = useStock(station.id)
  const [asked, setAsked] = useState<Asked>()
  const { stock, fault, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  return (
    <Screen
      title="库存和交接"
      back
      refreshing={view.refreshing}
      notice={
        fault && stock ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {isOffline(fault) ? '没信号 · 数可能变了' : '没更新成 · 数可能变了'}
          </Notice>
        ) : undefined
      }
      foot={<Button kind="quiet" icon="swap" text="交接班" onTap={onHandover} />}
    >
      <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
      {stock?.map((it) => (
        <Shelf key={it.campaignId} stock={it} onAsk={(kind) => setAsked({ kind, stock: it })} />
      ))}
      {stock?.length === 0 && (
        <EmptyState icon="bag" title="这里现在不发东西" note="有福利派到这个站，就列在这里" />
      )}
      {!stock && (fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonList rows={3} />)}
      {stock && <Entries view={view} />}
      {asked && (
        <Enter
          key={asked.kind + asked.stock.campaignId}
          {...{ asked, station }}
          onClose={() => setAsked(undefined)}
        />
      )}
      {sheet}
    </Screen>
  )
}

function Shelf({ stock, onAsk }: { stock: StationStock; onAsk: (kind: Asked['kind']) => void }) {
  const { figures, onShelf, title, variants } = stock
  return (
    <Card title={title} aside={`架上应有 ${onShelf} 份`}>
      <Stats items={figureTerms(figures).slice(0, 4)} />
      <Stats items={figureTerms(figures).slice(4)} />
      {variants && (
        <Para inset tone="quiet">
          {`还能领：${variants.map((it) => `${it.name} ${it.left}`).join('，')}`}
        </Para>
      )}
      <Actions split>
        <Button size="mid" text="到货" label={`${title}，到货`} onTap={() => onAsk('received')} />
        <Button kind="quiet" size="mid" text="损耗" label={`${title}，损耗`} onTap={() => onAsk('lost')} />
      </Actions>
    </Card>
  )
}

const reasons = [
  { value: 'damaged', text: '破损' },
  { value: 'expired', text: '过期' },
  { value: 'stolen', text: '丢失' },
  { value: 'miscounted', text: '点错了数' },
] as const satisfies readonly { value: LossReason; text: string }[]

const reasonText = (reason: LossReason) => reasons.find((it) => it.value === reason)?.text

/** As many as are entered at once. */
const most = 100_000

function Enter({ asked, station, onClose }: { asked: Asked; station: ClerkStation; onClose: () => void }) {
  const { kind, stock } = asked
  const { enter, entering, fault, reset } = useEnterStock(station.id, onClose)
  const [typed, setTyped] = useState('')
  const [variant, setVariant] = useState<string>()
  const [reason, setReason] = useState<LossReason>()
  const [told, setTold] = useState(false)
  const lost = kind === 'lost'
  const count = Number(typed)
  const wrong = {
    count:
      !/^\d+$/.test(typed) || count < 1 ? '填一个数，至少 1' : count > most ? '一次最多记 100000' : undefined,
    variant: stock.variants && variant === undefined ? '先选规格' : undefined,
    reason: lost && reason === undefined ? '先选为什么' : undefined,
  }
  const field = fault instanceof Refusal ? fault.field : undefined
  const send = () => {
    setTold(true)
    if (wrong.count ?? wrong.variant ?? wrong.reason) return
    enter({
      stationId: station.id,
      campaignId: stock.campaignId,
      count,
      ...(variant !== undefined && { variant }),
      ...(lost && reason && { reason }),
    })
  }
  return (
    <Sheet title={`${stock.title}，${lost ? '损耗' : '到货'}`} onClose={onClose}>
      {fault && field !== 'count' && (
        <Notice kind="warn">
          {fault instanceof Refusal ? fault.detail : `${faultText(fault).title}，再点一次，不会记两遍`}
        </Notice>
      )}
      {stock.variants && (
        <>
          <Para tone={told && wrong.variant ? 'stop' : 'quiet'}>
            {told && wrong.variant ? wrong.variant : '规格'}
          </Para>
          <Choice
            label="规格"
            options={stock.variants.map(({ name }) => ({ value: name, text: name }))}
            value={variant ?? ''}
            onChange={setVariant}
          />
        </>
      )}
      {lost && (
        <>
          <Para tone={told && wrong.reason ? 'stop' : 'quiet'}>
            {told && wrong.reason ? wrong.reason : '为什么'}
          </Para>
          <Choice
            label="为什么"
            options={[...reasons]}
            value={reason ?? ('' as LossReason)}
            onChange={setReason}
          />
        </>
      )}
      <Field
        label={lost ? '少了几份' : '到了几份'}
        kind="digits"
        value={typed}
        maxLength={6}
        error={
          (told && wrong.count) || (field === 'count' && fault instanceof Refusal ? fault.detail : undefined)
        }
        helper={lost ? `架上应有 ${stock.onShelf} 份` : '点过再填，填了马上能领'}
        onChange={(text) => {
          setTyped(text)
          reset()
        }}
        onDone={send}
      />
      <Actions>
        <Button text={lost ? '记损耗' : '记到货'} busy={entering} onTap={send} />
        <Button kind="quiet" size="mid" text="先不" disabled={entering} onTap={onClose} />
      </Actions>
      <Para tone="quiet" center>
        每一笔都进公开账，不能改，记错了再记一笔
      </Para>
    </Sheet>
  )
}

function Entries({ view: { entries, older } }: { view: StockView }) {
  const now = useMinute()
  return (
    <>
      <Section title="这里记过的" />
      {entries.length > 0 ? (
        <List>
          {entries.map((it) => (
            <ListRow
              key={it.id}
              title={`${it.title}${it.variant ? ` · ${it.variant}` : ''}`}
              note={entryNote(it, now)}
              value={`${it.kind === 'lost' ? '−' : '+'}${it.count}`}
            />
          ))}
        </List>
      ) : (
        <Para tone="quiet">还没有。到了货，点“到货”记一笔</Para>
      )}
      {older && (
        <Actions>
          <Button kind="quiet" size="mid" text="更早的" busy={older.loading} onTap={older.load} />
        </Actions>
      )}
    </>
  )
}

const entryNote = ({ at, clerk, kind, reason }: StockEntry, now: number): string =>
  [
    kind === 'lost' ? `损耗，${reason ? reasonText(reason) : ''}` : '到货',
    pastText(Date.parse(at), now),
    clerk?.maskedName ?? '已注销的人',
  ].join(' · ')
