import { Text, View } from '@tarojs/components'
import { cx } from './cx'
import type { TicketComponent } from './ticket.shared'

/**
 * The ticket as a template that is compiled when the app is built: a list of them is what weighs most in setData, and of
 * these only the words go to the view. So it is drawn of Taro's own components alone, and its states hang on the root's
 * class.
 */
export const Ticket: TicketComponent = ({ title, lines = [], why, figure, action, onTap }) => {
  const { text, kind = 'fill', busy, label = `${title}，${text}`, onTap: act } = action ?? {}
  const [one, two] = lines
  const live = action !== undefined && kind !== 'off'
  // Conditions go to the view too: as yes or no they cost least, and stay the same.
  const opens = Boolean(onTap)
  const reason = Boolean(why)
  const counted = Boolean(figure)
  return (
    <View
      compileMode
      className={cx(
        'tk',
        kind === 'off' && 'tk-off',
        live && kind === 'fill' && 'tk-first',
        busy && 'tk-busy',
      )}
    >
      {opens ? (
        <View className="tap tk-l" hoverClass="tap-on" ariaRole="button" onClick={onTap}>
          <View className="tk-title">{title}</View>
          <View className="tk-line">{one}</View>
          <View className="tk-line">{two}</View>
          {reason && <View className="tk-why">{why}</View>}
        </View>
      ) : (
        <View className="tk-l">
          <View className="tk-title">{title}</View>
          <View className="tk-line">{one}</View>
          <View className="tk-line">{two}</View>
          {reason && <View className="tk-why">{why}</View>}
        </View>
      )}
      <View className="tk-r">
        {counted && (
          <View className="num num-mid t-lamp">
            {figure?.value}
            <Text className="num-unit">{figure?.unit}</Text>
          </View>
        )}
        {live ? (
          <View
            className="tap tk-act tk-edge"
            hoverClass="tap-on"
            ariaRole="button"
            ariaLabel={label}
            onClick={busy ? undefined : act}
          >
            {text}
          </View>
        ) : (
          <View className="tk-act tk-none">{text}</View>
        )}
      </View>
    </View>
  )
}
