import type { ReactNode } from 'react'
import type { DrawEntry } from '@/contract'
import { Actions, Button, Outcome, Screen } from '@/ui'
import { drawnText } from './campaign-words'

interface EnteredProps {
  entry: DrawEntry
  /** Drawn last. */
  offer?: ReactNode
  onDraw: (campaignId: string) => void
  onBack: () => void
}

/** One takes part in a draw: when it is drawn. */
export function Entered({ entry, offer, onDraw, onBack }: EnteredProps) {
  return (
    <Screen
      title=""
      back
      onBack={onBack}
      foot={
        <Actions>
          <Button text="看我的签" onTap={() => onDraw(entry.campaignId)} />
          <Button kind="quiet" size="mid" text="好" onTap={onBack} />
        </Actions>
      }
    >
      <Outcome
        icon="gift"
        tone="gift"
        title="报上名了"
        lead={entry.title}
        note={`${drawnText(entry.drawsAt)}，谁也定不了结果，你自己能验`}
      />
      {offer}
    </Screen>
  )
}
