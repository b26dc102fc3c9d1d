import { dial } from '@/platform'
import { Button } from '@/ui'

interface AccidentProps {
  /** Whether he has a cover to claim on. */
  protects: boolean
  onReport: () => void
  onRelative: () => void
}

/** 出事了: what to tap, and whom to ring; for a relative where one has no cover. */
export const Accident = ({ protects, onReport, onRelative }: AccidentProps) => (
  <>
    {protects && <Button text="出事了，我要报案" onTap={onReport} />}
    <Button
      kind="quiet"
      size={protects ? 'mid' : undefined}
      icon="phone"
      text={protects ? '或打 12351，工会的人帮你报' : '出事了，打 12351'}
      onTap={() => dial('12351')}
    />
    {!protects && <Button kind="ghost" size="mid" text="家人出事了，替他报" onTap={onRelative} />}
  </>
)
