import { occupationName } from '@/rules/eligibility'
import { momentText } from '@/rules/wording'
import { Actions, Button, Card, Digits, Notice, Pairs, Para, Person, Screen } from '@/ui'
import { Handed } from './handed'
import { parseCode } from '@/rules/parse-code'
import type { Presented as Shown } from './use-redeem'

interface PresentedProps {
  presented: Shown
  sending: boolean
  onConfirm: () => void
  onLeave: () => void
}

/** Whose it is and what, before anything is redeemed: one tap does it. */
export function Presented({ presented, sending, onConfirm, onLeave }: PresentedProps) {
  const { code, offline, preview } = presented
  return (
    <Screen
      title="核销"
      back
      onBack={onLeave}
      notice={offline && <Notice kind="offline">没信号 · 先存在手机里，有信号自动上传</Notice>}
      foot={
        <Actions>
          <Button text={offline ? '记下，给他' : '核销，给他'} busy={sending} onTap={onConfirm} />
          <Button kind="quiet" size="mid" text="不是这张" disabled={sending} onTap={onLeave} />
        </Actions>
      }
    >
      {preview ? (
        <>
          <Person
            name={preview.worker.maskedName}
            note={preview.worker.occupation ? occupationName(preview.worker.occupation) : undefined}
          />
          <Handed
            title={[preview.title, preview.variant].filter(Boolean).join(' · ')}
            items={preview.items}
          />
          <Card>
            <Pairs
              rows={[
                ...(preview.usesLeft === undefined
                  ? []
                  : [{ label: '还能用', value: `${preview.usesLeft} 次，这是一次` }]),
                { label: '有效到', value: momentText(Date.parse(preview.expiresAt)), tone: 'quiet' as const },
              ]}
            />
          </Card>
        </>
      ) : (
        <>
          <Card title={offline?.title ?? '券是真的，能在这里用'}>
            <Para inset>{offline?.items ?? '手机里没有存这份福利，照他券上写的给'}</Para>
          </Card>
          <Card title="券上的前 10 位">
            <Digits value={parseCode(code)?.handle ?? ''} />
            <Para inset tone="quiet">
              没信号，看不到名字。签名、驿站、日期都核对过
            </Para>
          </Card>
        </>
      )}
    </Screen>
  )
}
