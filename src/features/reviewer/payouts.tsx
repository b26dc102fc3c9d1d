import { useState } from 'react'
import type { Payout, PayoutBatch } from '@/contract'
import { filesComeFrom, filesGoTo, TextUnreadable } from '@/platform'
import { faultText, isOffline } from '@/platform/query-view'
import { lastDayText, momentText, pastText, money } from '@/rules/wording'
import {
  Actions,
  BigNumber,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorState,
  type IconName,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Screen,
  Section,
  Sheet,
  SkeletonHero,
  SkeletonList,
} from '@/ui'
import { wordsOf } from './case-fault'
import { payoutStateName } from './review-words'
import type { PayoutDone, PayoutsControl } from './use-payouts'

interface PayoutsProps {
  control: PayoutsControl
  /** Epoch ms. */
  now: number
  onCase: (id: string) => void
}

const tabs = [
  { value: 'open', text: '要打的' },
  { value: 'done', text: '打到了的' },
] as const

/** Money that is to go out: the file for the bank, what the bank says, what came back. */
export function Payouts({ control, now, onCase }: PayoutsProps) {
  const { state, view, doing, done, refused } = control
  const { data, fault, refresh } = view
  const [looked, setLooked] = useState<string>()
  const [asked, setAsked] = useState<Payout>()
  const retry = { text: '重试', onTap: () => void refresh() }
  const batch = data?.batches.find(({ id }) => id === looked)
  const words = refused ? refusedWords(refused) : done && doneWords(done)
  return (
    <Screen
      title="打款"
      back
      refreshing={view.refreshing}
      notice={
        fault && data ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {isOffline(fault) ? '没信号 · 可能有新的没显示' : '没更新成 · 可能有新的没显示'}
          </Notice>
        ) : undefined
      }
    >
      <Choice label="看哪些" options={tabs} value={state} onChange={control.setState} />
      {words && !batch && <Notice kind={refused ? 'warn' : 'info'}>{words}</Notice>}
      {data ? (
        <>
          {state === 'open' && data.payouts.length > 0 && <ToBank control={control} payouts={data.payouts} />}
          {data.payouts.length > 0 ? (
            <List>
              {data.payouts.map((it) => (
                <Row
                  key={it.id}
                  it={it}
                  now={now}
                  onTap={() => (it.state === 'failed' ? setAsked(it) : onCase(it.claimId))}
                />
              ))}
            </List>
          ) : (
            <EmptyState
              icon="check"
              title={state === 'open' ? '没有要打的' : '还没有打到的'}
              note={state === 'open' ? '两个人都同意了，这里就有' : undefined}
            />
          )}
          {data.payouts.some(({ demo }) => demo) && (
            <Para tone="quiet" center>
              演示数据
            </Para>
          )}
          {data.batches.length > 0 && <Section title="银行文件" aside="最近 20 个" />}
          {data.batches.length > 0 && (
            <List>
              {data.batches.map((it) => (
                <ListRow
                  key={it.id}
                  icon={it.failed > 0 ? 'warn' : it.open > 0 ? 'clock' : 'check'}
                  title={`${it.number} · ${it.count} 笔`}
                  note={`${pastText(Date.parse(it.madeAt), now)} · ${outcomeText(it)}`}
                  noteTone={it.failed > 0 ? 'warn' : undefined}
                  onTap={() => setLooked(it.id)}
                />
              ))}
            </List>
          )}
        </>
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={retry} />
      ) : (
        <>
          <SkeletonHero />
          <SkeletonList rows={3} />
        </>
      )}
      {batch && (
        <BatchSheet control={control} batch={batch} words={words} onClose={() => setLooked(undefined)} />
      )}
      {asked && (
        <Sheet title="退回来了" onClose={() => setAsked(undefined)}>
          <Para>{asked.fault ?? '没有说原因'}</Para>
          <Para tone="quiet">
            {asked.by === 'wechat'
              ? '微信那边好了，就让他再收一次。不行就等他换成银行卡，会自己回到队里'
              : '账户对的，就再打一次。账户不对，等他改好会自己回到队里'}
          </Para>
          <Actions>
            <Button
              text={asked.by === 'wechat' ? '让他再收一次' : '再打一次'}
              onTap={() => {
                control.act({ kind: 'retry', payout: asked })
                setAsked(undefined)
              }}
            />
            <Button kind="quiet" size="mid" text="看案子" onTap={() => onCase(asked.claimId)} />
          </Actions>
        </Sheet>
      )}
      {doing?.kind === 'retry' && <Notice kind="info">正在放回队里</Notice>}
    </Screen>
  )
}

/** What goes to the bank with the next file. */
function ToBank({ control, payouts }: { control: PayoutsControl; payouts: readonly Payout[] }) {
  const due = payouts.filter((it) => it.state === 'due' && it.by === 'bank')
  const total = due.reduce((sum, it) => sum + it.amountFen, 0)
  if (due.length === 0) return null
  return (
    <Card title="打到银行卡" aside={`${due.length} 笔`}>
      <BigNumber value={money(total)} unit="元" tone="amount" />
      <Actions>
        <Button
          text="做一个银行文件"
          busy={control.doing?.kind === 'make'}
          onTap={() => control.act({ kind: 'make' })}
        />
      </Actions>
    </Card>
  )
}

function Row({ it, now, onTap }: { it: Payout; now: number; onTap: () => void }) {
  const when =
    it.paidAt === null
      ? `最晚 ${lastDayText(Date.parse(it.dueAt))}`
      : `${pastText(Date.parse(it.paidAt), now)}打到`
  return (
    <ListRow
      icon={iconOf(it)}
      title={`${it.holder} · ${money(it.amountFen)} 元`}
      note={[payoutStateName(it.state), it.account, it.overdue ? '过了打款的日子' : when, it.fault]
        .filter(Boolean)
        .join(' · ')}
      noteTone={it.overdue || it.state === 'failed' ? 'stop' : undefined}
      onTap={onTap}
    />
  )
}

function iconOf({ state, overdue }: Payout): IconName {
  if (state === 'failed' || overdue) return 'warn'
  return state === 'done' ? 'check' : state === 'due' ? 'coin' : 'clock'
}

const outcomeText = ({ open, done, failed }: PayoutBatch): string =>
  [open > 0 && `${open} 笔没结果`, done > 0 && `${done} 笔打到了`, failed > 0 && `${failed} 笔退回`]
    .filter(Boolean)
    .join('，')

interface BatchSheetProps {
  control: PayoutsControl
  batch: PayoutBatch
  words: string | undefined
  onClose: () => void
}

/** One file for the bank: handed over, and what the bank says of it taken in. */
function BatchSheet({ control, batch, words, onClose }: BatchSheetProps) {
  const { doing, refused } = control
  return (
    <Sheet title={batch.number} onClose={onClose}>
      <Card>
        <Pairs
          rows={[
            { label: '谁做的', value: batch.by },
            { label: '什么时候', value: momentText(Date.parse(batch.madeAt)) },
            { label: '一共', value: `${batch.count} 笔，${money(batch.totalFen)} 元`, strong: true },
            { label: '结果', value: outcomeText(batch) },
          ]}
        />
      </Card>
      {words && <Para tone={refused ? 'stop' : 'open'}>{words}</Para>}
      <Para tone="quiet">
        里面有完整卡号，谁拿过都会记下来。银行办完，在“结果”那列填“成功”或“失败”，失败的写原因，再交回来
      </Para>
      <Actions>
        <Button
          text={filesGoTo}
          busy={doing?.kind === 'file'}
          onTap={() => control.act({ kind: 'file', batch })}
        />
        {batch.open > 0 && (
          <Button
            kind="quiet"
            size="mid"
            text={`交回结果：${filesComeFrom}`}
            busy={doing?.kind === 'results'}
            onTap={() => control.act({ kind: 'results', batch })}
          />
        )}
      </Actions>
    </Sheet>
  )
}

const refusedWords = (fault: Error): string =>
  fault instanceof TextUnreadable ? '这个文件读不出来，请另存为 UTF-8 的 CSV 再交' : wordsOf(fault)

function doneWords(done: PayoutDone): string | undefined {
  switch (done.kind) {
    case 'make':
      return `做好了 ${done.batch.number}，${done.batch.count} 笔。点它拿文件`
    case 'file':
      return { saved: '存好了', sent: '发出去了', copied: '抄好了，粘贴到一个文件里', cancelled: undefined }[
        done.given
      ]
    case 'results':
      return [
        `${done.done} 笔打到了`,
        done.failed > 0 && `${done.failed} 笔退回来，在上面`,
        done.open > 0 && `还有 ${done.open} 笔没结果`,
      ]
        .filter(Boolean)
        .join('，')
    case 'retry':
      return done.by === 'wechat' ? '放回去了，等他在微信里再收' : '放回队里了，下一次一起打'
    case 'nothing':
      return undefined
  }
}
