import { Picker, View } from '@tarojs/components'
import { a11y } from './a11y'
import { cx } from './cx'
import { type DateFieldComponent, dateWords } from './date-field.shared'
import { Icon } from './icon'

/** A labelled day, chosen on WeChat's own wheels. */
export const DateField: DateFieldComponent = ({
  label,
  value,
  onChange,
  placeholder = '选日期',
  first,
  last,
  error,
}) => (
  <View className={cx('fld', error && 'fld-bad')}>
    <View className="fld-label">{label}</View>
    <Picker
      mode="date"
      value={value || last || ''}
      start={first}
      end={last}
      {...a11y('button', value ? `${label}，${dateWords(value)}` : label)}
      onChange={(event) => onChange(event.detail.value)}
    >
      <View className={cx('inp fld-inp fld-day', !value && 'inp-hint')}>
        {value ? dateWords(value) : placeholder}
      </View>
    </Picker>
    <View className={cx('fld-note', error && 't-stop')} {...(error ? a11y('alert') : {})}>
      {error && <Icon name="warn" size={18} />}
      <View>{error ?? ''}</View>
    </View>
  </View>
)
