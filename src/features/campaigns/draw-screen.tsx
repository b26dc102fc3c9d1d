import { useState } from 'react'
import type { Draw, DrawEntry } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, staleNotice } from '@/platform/query-view'
import type { EntryFault } from '@/rules/draw'
import {
  Actions,
  Bullets,
  Button,
  Card,
  EmptyState,
  ErrorState,
  HeroCard,
  Notice,
  Para,
  Screen,
  SkeletonHero,
  SkeletonList,
  Tag,
} from '@/ui'
import { drawnText } from './campaign-words'
import { DrawProof } from './draw-proof'
import { DrawSteps } from './draw-steps'
import { TypeNumbers } from './type-numbers'
import type { DrawNow, DrawView, Proof, TypingControl } from './use-draw'

interface DrawScreenProps {
  view: DrawView
  /** For a reviewer. */
  typing: TypingControl | undefined
  onVoucher: (voucherId: string) => void
  onCampaign: (campaignId: string) => void
  onBenefits: () => void
}

/** A draw: how mine stands, that the phone itself has checked it, and how it goes. */
export function DrawScreen({ view, typing, onVoucher, onCampaign, onBenefits }: DrawScreenProps) {
  const [working, setWorking] = useState(false)
  const { data, fault, now, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  if (!data) {
    const leave = { text: '看看别的福利', onTap: onBenefits }
    return (
      <Screen title="抽签" back>
        {fault instanceof Refusal && fault.code === 'not-found' ? (
          <EmptyState title="没有这个抽签" note="可能链接不全" action={leave} />
        ) : fault ? (
          <ErrorState {...faultText(fault)} action={retry} second={leave} />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={3} />
          </>
        )}
      </Screen>
    )
  }
  const { draw, entry, proof } = data
  return (
    <Screen
      title={draw.title}
      back
      refreshing={view.refreshing}
      notice={fault && <Notice {...staleNotice(fault, view, now)} />}
      foot={<Foot {...{ data, onVoucher, onCampaign }} />}
    >
      <Mine draw={draw} entry={entry} />
      {draw.root !== undefined && (
        <Verdict proof={proof} drawn={draw.state === 'drawn'} onWorking={() => setWorking(true)} />
      )}
      {draw.randomness !== undefined && (
        <Card title="开奖号码">
          <Para inset tone="strong">
            {draw.randomness}
          </Para>
          <Para inset tone="quiet">{`${draw.source}，两个人各填一遍，一样才算`}</Para>
        </Card>
      )}
      {typing && draw.state === 'frozen' && <TypeNumbers draw={draw} now={now} control={typing} />}
      <Card title="怎么抽">
        <DrawSteps draw={draw} closesAt={draw.closesAt} now={now} drawn={draw.state === 'drawn'} />
      </Card>
      {working && <DrawProof draw={draw} proof={proof} onClose={() => setWorking(false)} />}
    </Screen>
  )
}

/** The end of an entry's id, enough to tell it by. */
const lotOf = (entryId: string) => entryId.slice(-6).toUpperCase()

const many = ({ entryCount, prizes }: Draw) => `${entryCount} 人报名，抽 ${prizes} 份`

function Mine({ draw, entry }: { draw: Draw; entry: DrawEntry | undefined }) {
  if (!entry) {
    return (
      <HeroCard
        top={<Tag state="plain" text={draw.state === 'open' ? '正在报名' : '你没报名'} />}
        figure={{ value: String(draw.prizes), unit: '份，抽签' }}
        side={{ strong: drawnText(draw.drawsAt), note: `${draw.entryCount} 人报名`, tone: 'warn' }}
      />
    )
  }
  const lot = `签号 ${lotOf(entry.entryId)}`
  switch (entry.state) {
    case 'won':
      return (
        <HeroCard
          top={<Tag state="open" text="抽中了" />}
          title={`${draw.title}是你的`}
          note={`${lot} · ${many(draw)}`}
        />
      )
    case 'waiting':
      return (
        <HeroCard
          top={<Tag state="soon" text="候补" />}
          title={`候补第 ${entry.place ?? 1} 位`}
          note={`${lot} · ${many(draw)}`}
        >
          <Para inset>这次没抽中。有人退回，按顺序自动给你一张券，不用守着。</Para>
        </HeroCard>
      )
    case 'missed':
      return (
        <HeroCard
          top={<Tag state="shut" text="没抽中" />}
          title="候补也结束了"
          note={`${lot} · ${many(draw)}`}
        />
      )
    case 'entered':
      return (
        <HeroCard
          top={<Tag state="plain" text="已报名" />}
          figure={{ value: lotOf(entry.entryId), unit: '你的签号' }}
          side={{ strong: drawnText(draw.drawsAt), note: many(draw), tone: 'warn' }}
        />
      )
  }
}

const faults: Record<EntryFault, string> = {
  'not-frozen': '名单还没锁定',
  'not-included': '你的签不在锁定的名单里',
  'result-wrong': '结果和开奖号码对不上',
}

interface VerdictProps {
  proof: Proof | undefined
  drawn: boolean
  onWorking: () => void
}

/** What the phone found when it did the sums itself, and the way to the working. */
function Verdict({ proof, drawn, onWorking }: VerdictProps) {
  const fault = proof?.fault
  const right = ['你的签在锁定的名单里', ...(drawn ? ['结果和开奖号码对得上，没人动过'] : [])]
  return (
    <Card title={fault ? '这台手机验过：不对' : proof ? '这台手机自己验过' : '谁都能验'}>
      {!proof && <Para inset>名单、号码和结果都公开，谁都能从头算一遍。</Para>}
      {proof && <Bullets mark={fault ? 'no' : 'yes'} items={fault ? [faults[fault]] : right} />}
      {fault && <Para inset>先别认这个结果，打 12351 告诉工会。</Para>}
      <Actions>
        <Button kind="quiet" size="mid" text="看怎么验的" onTap={onWorking} />
      </Actions>
    </Card>
  )
}

interface FootProps extends Pick<DrawScreenProps, 'onVoucher' | 'onCampaign'> {
  data: DrawNow
}

function Foot({ data: { draw, entry }, onVoucher, onCampaign }: FootProps) {
  const { voucherId } = entry ?? {}
  if (voucherId) return <Button icon="ticket" text="看券" onTap={() => onVoucher(voucherId)} />
  const open = !entry && draw.state === 'open'
  return (
    <Button
      kind={open ? 'primary' : 'quiet'}
      text={open ? '去报名' : '看这份福利'}
      onTap={() => onCampaign(draw.campaignId)}
    />
  )
}
