import { Actions, Button } from '@/ui'

interface NextProps {
  /** Absent where one does not come by scanning. */
  onScan?: () => void
  onType: () => void
  /** The same code has to be scanned anew. */
  rescan?: boolean
}

/** On to whoever is next. */
export const Next = ({ onScan, onType, rescan }: NextProps) => (
  <Actions>
    {onScan && <Button icon="scan" text={rescan ? '重新扫' : '扫下一位'} onTap={onScan} />}
    <Button
      kind={onScan ? 'quiet' : 'primary'}
      size={onScan ? 'mid' : 'main'}
      text={onScan ? '输数字' : '好了'}
      onTap={onType}
    />
  </Actions>
)
