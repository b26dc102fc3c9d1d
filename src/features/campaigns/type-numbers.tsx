import { useState } from 'react'
import type { Draw } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { readRandomness } from '@/rules/draw'
import { Actions, Button, Card, Field, Para } from '@/ui'
import { drawnText } from './campaign-words'
import type { TypingControl } from './use-draw'

interface TypeNumbersProps {
  draw: Draw
  now: number
  control: TypingControl
}

/** For a reviewer: the public numbers, typed by two people, each from what was published. */
export function TypeNumbers({ draw, now, control: { send, sending, fault } }: TypeNumbersProps) {
  const [text, setText] = useState('')
  const early = Date.parse(draw.drawsAt) > now
  const read = readRandomness(text)
  return (
    <Card title="填开奖号码">
      <Para inset>{`${draw.source}，照公布的顺序填。两个审核员各填一遍，一样就开奖，谁也改不了。`}</Para>
      <Field
        label="开奖号码"
        value={text}
        maxLength={200}
        disabled={early}
        error={fault ? (fault instanceof Refusal ? fault.detail : faultText(fault).note) : undefined}
        helper={draw.typed ? '已经有人填了，等另一个人' : '数字之间用空格隔开'}
        onChange={setText}
      />
      <Actions>
        <Button
          text="填好了"
          disabled={early || read === undefined}
          why={early ? `${drawnText(draw.drawsAt)}，开了再填` : '先照着填号码'}
          busy={sending}
          onTap={() => send(text)}
        />
      </Actions>
    </Card>
  )
}
