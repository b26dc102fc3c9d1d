import type { DrawEntry } from '@/contract'
import { lastMomentText } from '@/rules/wording'
import { Actions, Button, Outcome, Screen } from '@/ui'

interface EnteredProps {
  entry: DrawEntry
  onBack: () => void
}

/** One takes part in a draw: when it is drawn. */
export function Entered({ entry, onBack }: EnteredProps) {
  return (
    <Screen
      title=""
      back
      onBack={onBack}
      foot={
        <Actions>
          <Button text="好" onTap={onBack} />
        </Actions>
      }
    >
      <Outcome
        icon="gift"
        tone="gift"
        title="报上名了"
        lead={entry.title}
        note={`${lastMomentText(Date.parse(entry.drawsAt))} 开奖，谁也改不了结果`}
      />
    </Screen>
  )
}
