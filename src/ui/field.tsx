import { View } from '@tarojs/components'
import { useId, type ReactNode } from 'react'
import { a11y } from './a11y'
import { cx } from './cx'
import { Icon } from './icon'
import { Tap } from './tap'
import { TextInput } from './text-input'
import type { TextInputProps } from './text-input.shared'

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  kind?: TextInputProps['kind']
  /** Several lines: for a few sentences. */
  tall?: boolean
  placeholder?: string
  /** Says what is wrong and how to put it right; takes the helper's place, so nothing moves. */
  error?: string
  helper?: string
  /** Nothing typed here can be wrong: no room is kept for saying so. */
  search?: boolean
  maxLength?: number
  disabled?: boolean
  focus?: boolean
  onBlur?: () => void
  onDone?: () => void
}

/** A labelled line to type in. */
export function Field({ label, error, helper, search, ...input }: FieldProps) {
  const id = useId()
  return (
    <View className={cx('fld', error && 'fld-bad')}>
      <View className="fld-label">{label}</View>
      <TextInput
        className="fld-inp"
        label={label}
        invalid={Boolean(error)}
        describedBy={error || helper ? `${id}-note` : undefined}
        {...input}
      />
      {!search && (
        <View
          className={cx('fld-note', error && 't-stop')}
          id={`${id}-note`}
          {...(error ? a11y('alert') : {})}
        >
          {error && <Icon name="warn" size={18} />}
          <View>{error ?? helper ?? ''}</View>
        </View>
      )}
    </View>
  )
}

interface CheckProps {
  on: boolean
  onChange: (on: boolean) => void
  /** What is agreed to, for readers; drawn too, unless children are given. */
  label: string
  error?: string
  disabled?: boolean
  children?: ReactNode
}

/** A tick to agree with. The whole line is the target. */
export function Check({ on, onChange, label, error, disabled, children }: CheckProps) {
  return (
    <View className="chk-box">
      <Tap
        className="chk"
        role="checkbox"
        label={label}
        on={on}
        disabled={disabled}
        onTap={() => onChange(!on)}
      >
        <View className={cx('chk-sign', on && 'chk-on', error && !on && 'chk-bad')}>
          {on && <Icon name="check" size={20} />}
        </View>
        <View className="chk-text">{children ?? label}</View>
      </Tap>
      {error && !on && (
        <View className="fld-note t-stop" {...a11y('alert')}>
          <Icon name="warn" size={18} />
          <View>{error}</View>
        </View>
      )}
    </View>
  )
}
