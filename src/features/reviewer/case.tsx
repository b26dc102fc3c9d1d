import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ReviewCase } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { isClosed } from '@/rules/claim-states'
import {
  Card,
  EmptyState,
  ErrorState,
  Notice,
  Button,
  Actions,
  Screen,
  SkeletonHero,
  SkeletonList,
} from '@/ui'
import { CaseFoot, type Asking } from './case-foot'
import { Asked, Course, Decisions, Happened, Head, Objections, Others, Payout, Policy } from './case-parts'
import { CaseSheets } from './case-sheets'
import { type FactsDraft, draftOf, keepDraft, useDrafts, workOut } from './facts-draft'
import { FactsForm } from './facts-form'
import { fieldOf, wordsOf } from './case-fault'
import { Identity } from './identity'
import { Papers } from './papers'
import type { CaseControl, Deed } from './use-case'
import { Working } from './working'
import './reviewer.scss'
import './case-wide'

interface CaseProps {
  control: CaseControl
  /** Epoch ms. */
  now: number
  onCase: (id: string) => void
  onPayouts: () => void
  onBack: () => void
}

/** One case: what happened, its papers, the benefit with its working, and the word on it. */
export function Case(props: CaseProps) {
  const { control, onBack } = props
  const { data, fault, refresh } = control.view
  if (data) return <Open key={data.id} {...props} it={data} />
  return (
    <Screen title="案子" back>
      {fault instanceof Refusal && fault.status < 500 ? (
        <EmptyState
          icon="lock"
          title={fault.detail}
          note={
            fault.code === 'own-case' || fault.code === 'relative-case'
              ? '看也要别人来看，这样对大家都公平'
              : undefined
          }
          action={{ text: '看别的', onTap: onBack }}
        />
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

const doneWords: Record<Deed['kind'], string> = {
  take: '你在办了，30 分钟不动就让给别人',
  release: '放下了，别人可以办',
  ask: '告诉他了，等他补齐',
  propose: '交上去了，等第二个人复核',
  confirm: '记下了',
}

/** Refusals of what is asked in a sheet are told there. */
const inSheet: readonly Deed['kind'][] = ['ask', 'propose', 'confirm']

function Open({ control, it, now, onCase, onPayouts }: CaseProps & { it: ReviewCase }) {
  const { refresh, refreshing } = control.view
  const kept = useDrafts((all) => all[it.id])
  const draft = kept ?? draftOf(it.facts)
  const worked = workOut(it, draft, now)
  const [asking, setAsking] = useState<Asking>()
  const [editing, setEditing] = useState(false)
  const mine = it.heldBy?.mine === true && it.barred === null
  const { refused, done } = control
  const factsFault =
    refused?.deed === 'propose' && fieldOf(refused.fault)
      ? { field: fieldOf(refused.fault) ?? '', detail: wordsOf(refused.fault) }
      : worked.fault
  const edit = (after: FactsDraft) => {
    control.reset()
    keepDraft(it.id, after)
  }
  return (
    <Screen
      title="案子"
      back
      refreshing={refreshing}
      foot={
        <CaseFoot
          it={it}
          doing={control.doing}
          worked={worked}
          onTake={() => control.act({ kind: 'take' })}
          onAsk={(what) => {
            control.reset()
            setAsking(what)
          }}
          onPayouts={onPayouts}
        />
      }
    >
      <View className="rv">
        <View className="rv-head">
          {done && !refused && (
            <Notice kind="info" icon="check">
              {doneWords[done]}
            </Notice>
          )}
          {refused && !(asking && inSheet.includes(refused.deed)) && (
            <Notice kind="warn" action={{ text: '刷新', onTap: () => void refresh().then(control.reset) }}>
              {wordsOf(refused.fault)}
            </Notice>
          )}
          <Head it={it} now={now} onRefresh={() => void refresh()} />
          <Objections it={it} />
          <Happened it={it} />
          {!isClosed(it.state) && it.barred !== 'own-case' && <Identity caseId={it.id} />}
        </View>
        <View className="rv-papers">
          <Papers photos={it.papers} closed={isClosed(it.state)} />
          <Asked it={it} />
        </View>
        <View className="rv-rest">
          <Decisions it={it} now={now} />
          {!isClosed(it.state) && it.state !== 'approved' && it.state !== 'proposed' && (
            <>
              {mine && editing && (
                <FactsForm it={it} draft={draft} now={now} fault={factsFault} onChange={edit} />
              )}
              <Card title="算下来" aside={kept ? '照你填的' : '照他填的'}>
                {worked.benefit ? (
                  <Working benefit={worked.benefit} />
                ) : (
                  <Notice kind="warn">{worked.fault?.detail}</Notice>
                )}
                {mine && (
                  <Actions>
                    <Button
                      kind="quiet"
                      size="mid"
                      text={editing ? '填好了' : '照材料填金额和日期'}
                      onTap={() => setEditing(!editing)}
                    />
                  </Actions>
                )}
              </Card>
            </>
          )}
          <Payout it={it} />
          <Policy it={it} />
          <Others it={it} onCase={onCase} />
          <Course it={it} now={now} />
          {it.heldBy?.mine && (
            <Actions>
              <Button
                kind="quiet"
                size="mid"
                text="先放下，让别人办"
                busy={control.doing === 'release'}
                onTap={() => control.act({ kind: 'release' })}
              />
            </Actions>
          )}
        </View>
      </View>
      {asking && <CaseSheets {...{ control, it, worked, asking }} onClose={() => setAsking(undefined)} />}
    </Screen>
  )
}
