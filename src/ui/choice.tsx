import { View } from '@tarojs/components'
import { a11y } from './a11y'
import type { ChoiceComponent } from './choice.shared'
import { cx } from './cx'
import { Icon } from './icon'
import { Tap } from './tap'

/** One of a few, as chips. */
export const Choice: ChoiceComponent = ({ label, options, value, onChange }) => {
  return (
    <View className="chips" {...a11y('radiogroup', label)}>
      {options.map((option) => {
        const on = option.value === value
        return (
          <Tap
            className={cx('chip', on && 'chip-on')}
            role="radio"
            label={option.text}
            on={on}
            key={option.value}
            onTap={() => onChange(option.value)}
          >
            {on && <Icon name="check" size={18} />}
            {option.text}
          </Tap>
        )
      })}
    </View>
  )
}
