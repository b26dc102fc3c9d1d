import { type ReactNode, useState } from 'react'
import type { Handover as Given, StationStock, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Field,
  Lead,
  Line,
  Notice,
  Pairs,
  Para,
  Screen,
  Section,
  SkeletonList,
} from '@/ui'
import { AtStation } from './at-station'
import { type HandoversView, useHandovers, useStock } from './use-stock'
import type { ClerkStation } from './use-station-choice'

/** Who hands a station over counts; who takes it over says that it is so. */
export function Handover({ worker }: { worker: Worker }) {
  return (
    <AtStation worker={worker} title="交接班">
      {(station, onChange, sheet) => <Shifts key={station.id} {...{ station, onChange, sheet }} />}
    </AtStation>
  )
}

interface ShiftsProps {
  station: ClerkStation
  onChange?: () => void
  sheet: ReactNode
}

function Shifts({ station, onChange, sheet }: ShiftsProps) {
  const view = useHandovers(station.id)
  const { stock } = useStock(station.id)
  const [counting, setCounting] = useState(false)
  const now = useMinute()
  const { handovers, fault, refresh, older } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  if (counting && stock) {
    return <Count stock={stock} view={view} onLeave={() => setCounting(false)} />
  }
  const open = handovers?.filter((it) => !it.takenAt) ?? []
  const over = handovers?.filter((it) => it.takenAt) ?? []
  return (
    <Screen
      title="交接班"
      back
      notice={
        fault && handovers ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {isOffline(fault) ? '没信号 · 交接要有信号' : '没更新成'}
          </Notice>
        ) : undefined
      }
      foot={
        stock &&
        stock.length > 0 && (
          <Button
            icon="list"
            text="点数，交给下一班"
            onTap={() => {
              view.reset()
              setCounting(true)
            }}
          />
        )
      }
    >
      <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
      {view.refused && <Refusing fault={view.refused} />}
      {view.given && <Notice kind="info">点好了，等接班的人来接</Notice>}
      {view.taken && <Notice kind="info">你接了班，账上记了</Notice>}
      {open.map((it) => (
        <Card
          key={it.id}
          title={`${it.from?.maskedName ?? '有人'}交的，等人接`}
          aside={pastText(Date.parse(it.at), now)}
        >
          <Counts counts={it.counts} />
          {it.own ? (
            <Para inset tone="quiet">
              要由另一个人来接。请他登录，打开“交接班”
            </Para>
          ) : (
            <Actions>
              <Button text="数对了，我来接" busy={view.taking} onTap={() => view.take(it.id)} />
            </Actions>
          )}
        </Card>
      ))}
      {over.length > 0 && <Section title="交接过的" />}
      {over.map((it) => (
        <Card
          key={it.id}
          tone="sunk"
          title={`${it.from?.maskedName ?? '已注销的人'} → ${it.to?.maskedName ?? '已注销的人'}`}
          aside={pastText(Date.parse(it.takenAt ?? it.at), now)}
        >
          <Counts counts={it.counts} />
        </Card>
      ))}
      {older && (
        <Actions>
          <Button kind="quiet" size="mid" text="更早的" busy={older.loading} onTap={older.load} />
        </Actions>
      )}
      {handovers?.length === 0 && (
        <EmptyState icon="swap" title="还没有交接过" note="下班时点一遍数，接班的人核对了就算交清" />
      )}
      {!handovers &&
        (fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonList rows={3} />)}
      {sheet}
    </Screen>
  )
}

function Counts({ counts }: Pick<Given, 'counts'>) {
  return (
    <Pairs
      rows={counts.map(({ counted, expected, title }) => ({
        label: title,
        note:
          counted === expected ? '和账上一样' : `账上 ${expected} 份，${differenceText(counted - expected)}`,
        value: `${counted} 份`,
        strong: counted !== expected,
      }))}
    />
  )
}

const differenceText = (difference: number) =>
  difference < 0 ? `少 ${-difference} 份` : `多 ${difference} 份`

interface CountProps {
  stock: StationStock[]
  view: HandoversView
  onLeave: () => void
}

/** Counting: nothing is filled in beforehand, or nobody would count. */
function Count({ stock, view, onLeave }: CountProps) {
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [told, setTold] = useState(false)
  const wrongOf = (id: string) =>
    /^\d{1,6}$/.test(typed[id] ?? '') ? undefined : '点一遍，填个数，没有就填 0'
  const send = () => {
    setTold(true)
    if (stock.some((it) => wrongOf(it.campaignId))) return
    view.give(stock.map(({ campaignId }) => ({ campaignId, counted: Number(typed[campaignId]) })))
  }
  if (view.given) {
    const short = view.given.counts.filter((it) => it.counted < it.expected)
    return (
      <Screen title="交接班" back onBack={onLeave} foot={<Button text="好了" onTap={onLeave} />}>
        <Lead title="点好了，等接班的人来接" note="他登录后在“交接班”里核对" />
        <Card>
          <Counts counts={view.given.counts} />
        </Card>
        {short.length > 0 && <Notice kind="warn">少了的，到“库存和交接”里记一笔损耗，写明为什么</Notice>}
      </Screen>
    )
  }
  return (
    <Screen
      title="交接班"
      back
      onBack={onLeave}
      foot={<Button text="就是这些，交班" busy={view.giving} onTap={send} />}
    >
      <Lead title="架上还有几份？" note="一样一样点，照实填" />
      {view.refused && <Refusing fault={view.refused} />}
      <Card>
        {stock.map(({ campaignId, title }) => (
          <Field
            key={campaignId}
            label={title}
            kind="digits"
            value={typed[campaignId] ?? ''}
            maxLength={6}
            error={told ? wrongOf(campaignId) : undefined}
            disabled={view.giving}
            onChange={(text) => setTyped({ ...typed, [campaignId]: text })}
          />
        ))}
      </Card>
    </Screen>
  )
}

const Refusing = ({ fault }: { fault: Error }) => (
  <Notice kind="warn">
    {fault instanceof Refusal ? fault.detail : `${faultText(fault).title}，还没记上。再点一次，不会记两遍`}
  </Notice>
)
