import { View } from '@tarojs/components'
import { useState } from 'react'
import type { AidClaim } from '@/contract'
import { Refusal } from '@/platform/call'
import { type QueryView, faultText, isOffline, staleNotice } from '@/platform/query-view'
import { photoPurposeName } from '@/rules/claim-words'
import { lastDayText, momentText } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Screen,
  Sheet,
  SkeletonHero,
  SkeletonList,
  Steps,
} from '@/ui'
import { amountText, claimTitle, stepsOf, workingRows } from './claim-words'
import { photoCount, useDrafts } from './drafts'
import { HandedPhotos } from './handed-photos'
import { CollectionNotice, PayoutCard } from './payout-card'
import type { useWithdrawal } from './use-claims'
import type { useCollection } from './use-collection'

export interface CaseProps {
  claim: QueryView<AidClaim>
  withdrawal: ReturnType<typeof useWithdrawal>
  collection: ReturnType<typeof useCollection>
  signedIn: boolean
  /** Epoch ms. */
  now: number
  onPapers: () => void
  onObject: () => void
  onAccount: () => void
  /** To photos of this claim that have not gone yet. */
  onRest: (draftId: string) => void
  onAid: () => void
  onLogin: () => void
}

/** How a claim stands: what was, what is to come and when, the money and how it is worked out, and what can be done. */
export function Case(props: CaseProps) {
  const { claim, signedIn, now, onAid, onLogin } = props
  const { data, fault, refresh } = claim
  if (!data) {
    const gone = fault instanceof Refusal && fault.code === 'not-found'
    return (
      <Screen title="办到哪了" back>
        {!signedIn ? (
          <EmptyState
            icon="lock"
            title="登录后能看"
            action={{ text: '登录', kind: 'primary', onTap: onLogin }}
          />
        ) : gone ? (
          <EmptyState icon="shield" title="没有这一份" action={{ text: '看保障', onTap: onAid }} />
        ) : fault ? (
          <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={4} />
          </>
        )}
      </Screen>
    )
  }
  return (
    <Screen
      title="办到哪了"
      back
      refreshing={claim.refreshing}
      notice={fault && <Notice {...staleNotice(fault, claim, now)} />}
      foot={<Foot {...props} claim={data} />}
    >
      <Known {...props} claim={data} />
    </Screen>
  )
}

type KnownProps = Omit<CaseProps, 'claim'> & { claim: AidClaim }

/** The one thing that he is waited for. */
function Foot({ claim, collection, onPapers, onObject, onAccount }: KnownProps) {
  if (claim.asked.some((it) => !it.given) || claim.state === 'papers')
    return <Button icon="cam" text="补材料" onTap={onPapers} />
  if (needsAccount(claim)) return <Button icon="coin" text="填收款账户" onTap={onAccount} />
  if (claim.toCollect)
    return <Button icon="coin" text="到微信里收款" busy={collection.busy} onTap={collection.collect} />
  if (claim.can.object) return <Button text="我不同意，要申诉" onTap={onObject} />
  return undefined
}

const needsAccount = ({ payout, as }: AidClaim) =>
  as === 'member' && (payout?.state === 'account-needed' || payout?.state === 'failed')

function Known(props: KnownProps) {
  const { claim, collection, onPapers, onAccount } = props
  const amount = amountText(claim)
  return (
    <>
      <Card title={claimTitle(claim)} aside={amount}>
        <Para inset tone="quiet">{`${claim.planTitle} · ${claim.number}`}</Para>
        <Steps steps={stepsOf(claim)} />
      </Card>
      <Waiting {...props} />
      {claim.asked.length > 0 && (
        <Card title="请你补这几样">
          <Bullets mark="no" items={claim.asked.filter((it) => !it.given).map((it) => it.text)} />
          {claim.asked.some((it) => it.given) && (
            <Bullets
              mark="yes"
              items={claim.asked.filter((it) => it.given).map((it) => `${it.text}，交了`)}
            />
          )}
        </Card>
      )}
      {claim.refusal && <RefusalCard claim={claim} />}
      <CollectionNotice claim={claim} collection={collection} />
      {claim.payout && <PayoutCard claim={claim} onAccount={onAccount} />}
      {claim.benefit && claim.as === 'member' && <Working claim={claim} />}
      <Handed {...props} />
      {claim.photos.length > 0 && <HandedPhotos photos={claim.photos} />}
      {claim.can.addPapers && claim.state !== 'papers' && (
        <List>
          <ListRow icon="cam" title="再补点材料" note="新的收费单、病历，随时能加" onTap={onPapers} />
        </List>
      )}
      {claim.can.withdraw && <Withdraw {...props} />}
      {claim.looks.length > 0 && <Looks claim={claim} />}
      {claim.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

/** What of this phone has not reached the claim yet. */
function Waiting({ claim, onRest, onPapers, onObject }: KnownProps) {
  const drafts = useDrafts((it) => it.drafts)
  return (
    <>
      {drafts.map((draft) => {
        if (!draft || draft.claimId !== claim.id) return null
        const { left, refused } = photoCount(draft)
        const open = () =>
          draft.task === 'claim' ? onRest(draft.id) : draft.task === 'papers' ? onPapers() : onObject()
        const words = draft.refusal
          ? draft.refusal.detail
          : refused > 0
            ? `有 ${refused} 张照片没传成`
            : draft.wanted || draft.task === 'claim'
              ? left > 0
                ? `还有 ${left} 张照片在传，关掉也会接着传`
                : '正在交'
              : draft.photos.length > 0 || draft.words !== ''
                ? '有写了一半的，还没交'
                : undefined
        if (words === undefined) return null
        const wrong = draft.refusal !== null || refused > 0
        return (
          <Notice key={draft.id} kind={wrong ? 'warn' : 'info'} action={{ text: '看看', onTap: open }}>
            {words}
          </Notice>
        )
      })}
    </>
  )
}

function RefusalCard({ claim: { refusal, can, objections } }: { claim: AidClaim }) {
  if (!refusal) return null
  const { clause, reasons, objectBy } = refusal
  return (
    <Card title="为什么没有通过">
      <Para inset tone="strong">{`按这一条：${clause}`}</Para>
      <Para inset>{reasons}</Para>
      {can.object && objectBy !== null && (
        <Para
          inset
          tone="warn"
        >{`不同意？${lastDayText(Date.parse(objectBy))}前可以申诉，换个人重新看。`}</Para>
      )}
      {!can.object && objections.length > 0 && (
        <Para inset tone="quiet">
          申诉过一次，由另一个人看过了。还有话说，打 12351。
        </Para>
      )}
    </Card>
  )
}

function Working({ claim: { benefit, amountIs } }: { claim: AidClaim }) {
  if (!benefit) return null
  return (
    <Card title={amountIs === 'decided' ? '这样算出来的' : '照现在的材料这样算'}>
      {benefit.lines.map((line) => (
        <View key={line.kind}>
          <Para inset tone="strong">
            {line.title}
          </Para>
          <Pairs rows={workingRows(line)} />
        </View>
      ))}
      {amountIs !== 'decided' && (
        <Para inset tone="quiet">
          最后以审核的为准，每一步都会列给你看。
        </Para>
      )}
    </Card>
  )
}

/** What was handed in: nothing of it has to be handed in again. */
function Handed({ claim }: KnownProps) {
  const counts = new Map<string, number>()
  for (const { purpose } of claim.photos) {
    const name = photoPurposeName(purpose)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return (
    <Card title="你交过的" aside="不用再交">
      <Pairs
        rows={[
          { label: '出事', value: momentText(Date.parse(claim.happenedAt)), tone: 'quiet' },
          ...(claim.where ? [{ label: '在哪', value: claim.where, tone: 'quiet' as const }] : []),
          ...[...counts].map(([label, count]) => ({ label, value: `${count} 张`, tone: 'quiet' as const })),
        ]}
      />
      {claim.words && <Para inset>{claim.words}</Para>}
      {claim.lateReason && <Para inset tone="quiet">{`晚报的原因：${claim.lateReason}`}</Para>}
      {claim.textHeld && (
        <Para inset tone="quiet">
          你写的话还在等微信检查，检查完审核的人才看得到。
        </Para>
      )}
      {claim.objections.map(({ at, words }) => (
        <Para inset key={at}>{`${momentText(Date.parse(at))} 申诉：${words}`}</Para>
      ))}
    </Card>
  )
}

function Withdraw({ withdrawal }: KnownProps) {
  const [open, setOpen] = useState(false)
  const { withdraw, busy, fault } = withdrawal
  return (
    <>
      {fault && (
        <Notice kind="warn">
          {isOffline(fault) ? '没信号，还没撤成。有信号再点一次' : faultText(fault).note}
        </Notice>
      )}
      <Actions>
        <Button kind="quiet" size="mid" text="撤回这一份" busy={busy} onTap={() => setOpen(true)} />
      </Actions>
      {open && (
        <Sheet title="要撤回吗？" onClose={() => setOpen(false)}>
          <Para>撤回后不再办，交过的照片马上删掉。同一件事以后还能再报。</Para>
          <Actions>
            <Button
              kind="danger"
              text="确定撤回"
              onTap={() => {
                setOpen(false)
                withdraw()
              }}
            />
            <Button kind="quiet" size="mid" text="先不撤" onTap={() => setOpen(false)} />
          </Actions>
        </Sheet>
      )}
    </>
  )
}

const lookWords = { case: '看了案子', photo: '看了照片', identity: '看了姓名和证件号' } as const

function Looks({ claim }: { claim: AidClaim }) {
  const [all, setAll] = useState(false)
  const shown = all ? claim.looks : claim.looks.slice(0, 3)
  return (
    <Card title="谁看过" aside={`${claim.looks.length} 次`}>
      <Pairs
        rows={shown.map(({ at, what }) => ({
          label: `审核的人${lookWords[what]}`,
          value: momentText(Date.parse(at)),
          tone: 'quiet' as const,
        }))}
      />
      {claim.looks.length > 3 && !all && (
        <Actions>
          <Button kind="quiet" size="small" text="都看看" onTap={() => setAll(true)} />
        </Actions>
      )}
    </Card>
  )
}
