import { View } from '@tarojs/components'
import { useId } from 'react'
import { a11y } from './a11y'
import { cx } from './cx'
import type { DateFieldComponent } from './date-field.shared'
import { Icon } from './icon'

/** A labelled day, chosen in the browser's own calendar. */
export const DateField: DateFieldComponent = ({ label, value, onChange, first, last, error }) => {
  const id = useId()
  return (
    <View className={cx('fld', error && 'fld-bad')}>
      <View className="fld-label">{label}</View>
      <input
        className="inp fld-inp"
        type="date"
        aria-label={label}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby={error ? id : undefined}
        value={value}
        min={first}
        max={last}
        onChange={(event) => onChange(event.target.value)}
      />
      <View className={cx('fld-note', error && 't-stop')} id={id} {...(error ? a11y('alert') : {})}>
        {error && <Icon name="warn" size={18} />}
        <View>{error ?? ''}</View>
      </View>
    </View>
  )
}
