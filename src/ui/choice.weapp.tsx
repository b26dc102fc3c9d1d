import { View } from '@tarojs/components'
import { a11y } from './a11y'
import type { ChoiceComponent } from './choice.shared'

/** One of a few, as chips; each a compiled template, see compiled.d.ts. */
export const Choice: ChoiceComponent = ({ label, options, value, onChange }) => (
  <View className="chips" {...a11y('radiogroup', label)}>
    {options.map((option) => (
      <ChoiceChip
        key={option.value}
        text={option.text}
        on={option.value === value}
        onTap={() => onChange(option.value)}
      />
    ))}
  </View>
)

const ChoiceChip = ({ text, on, onTap }: { text: string; on: boolean; onTap: () => void }) => (
  <View
    compileMode
    className="tap chip {{i.k||''}}"
    hoverClass="tap-on"
    ariaRole="radio"
    ariaLabel="{{i.t}}，{{i.k?'已选':'未选'}}"
    t={text}
    k={on ? 'chip-on' : undefined}
    onClick={onTap}
  >
    <View className="{{i.k?'i i-check i18':'gone'}}" />
    <View>&#123;&#123;i.t&#125;&#125;</View>
  </View>
)
