import { View } from '@tarojs/components'
import { heading } from './a11y'
import { BigNumber } from './big-number'
import { cx } from './cx'
import { Dots } from './dots'
import { Tap } from './tap'
import type { TicketComponent } from './ticket.shared'

/** A ticket with a dashed cut: what it is on the left, how many and the one tap on the right. */
export const Ticket: TicketComponent = ({ title, lines = [], why, figure, action, onTap }) => {
  const kind = action?.kind ?? 'fill'
  const inside = (
    <>
      <View className="tk-title" {...heading(3)}>
        {title}
      </View>
      {lines.map((line) => (
        <View className="tk-line" key={line}>
          {line}
        </View>
      ))}
      {why && <View className="tk-why">{why}</View>}
    </>
  )
  return (
    <View className={cx('tk', kind === 'off' && 'tk-off')}>
      {onTap ? (
        <Tap className="tk-l" onTap={onTap}>
          {inside}
        </Tap>
      ) : (
        <View className="tk-l">{inside}</View>
      )}
      <View className="tk-r">
        {figure && <BigNumber value={figure.value} unit={figure.unit} size="mid" tone="lamp" />}
        {action &&
          (kind === 'off' ? (
            <View className="tk-act tk-none">{action.text}</View>
          ) : (
            <Tap
              className={cx('tk-act', kind === 'fill' ? 'tk-fill' : 'tk-edge')}
              label={`${title}，${action.text}`}
              busy={action.busy}
              onTap={action.onTap}
            >
              {action.text}
              {action.busy && <Dots />}
            </Tap>
          ))}
      </View>
    </View>
  )
}
