import { View } from '@tarojs/components'
import { a11y, hidden } from './a11y'
import { cx } from './cx'
import { TextInput } from './text-input'

/** Splits digits into fours; what is left over comes last. */
export function groupDigits(digits: string): string[] {
  return digits.match(/.{1,4}/g) ?? []
}

/** A code to be read aloud, without dashes: groups of four that never break inside. `label` names it for readers. */
export function Digits({ value, label = '数字码' }: { value: string; label?: string }) {
  return (
    <View className="digs" {...a11y('group', `${label} ${groupDigits(value).join(' ')}`)}>
      {groupDigits(value).map((group, i) => (
        <View className="dig" key={i}>
          {group}
        </View>
      ))}
    </View>
  )
}

interface DigitsInputProps {
  label: string
  value: string
  /** Gets digits only, at most `length`. */
  onChange: (digits: string) => void
  /** How many digits make it whole. */
  length?: number
  error?: string
  helper?: string
  focus?: boolean
  /** The keyboard's own button. */
  onDone?: () => void
}

/** Digits typed or pasted in any spelling, shown in boxes of four. */
export function DigitsInput({
  label,
  value,
  onChange,
  length = 16,
  error,
  helper,
  focus,
  onDone,
}: DigitsInputProps) {
  const groups = Math.ceil(length / 4)
  return (
    <View className={cx('fld', error && 'fld-bad')}>
      <View className="fld-label">{label}</View>
      <View className="dgi">
        {Array.from({ length: groups }, (_, i) => {
          const part = value.slice(i * 4, i * 4 + 4)
          const here = Math.min(Math.floor(value.length / 4), groups - 1) === i
          return (
            <View className={cx('dgi-box', here && 'dgi-here')} key={i} {...hidden}>
              {part}
            </View>
          )
        })}
        <TextInput
          className="dgi-inp"
          kind="digits"
          label={label}
          value={value}
          focus={focus}
          invalid={Boolean(error)}
          onChange={(text) => onChange(text.replace(/\D/g, '').slice(0, length))}
          onDone={onDone}
        />
      </View>
      <View className={cx('fld-note', error && 't-stop')} {...(error ? a11y('alert') : {})}>
        {error ?? helper ?? `${value.length} / ${length}`}
      </View>
    </View>
  )
}
