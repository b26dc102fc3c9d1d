import { Input, Textarea } from '@tarojs/components'
import { cx } from './cx'
import type { TextInputComponent, TextInputProps } from './text-input.shared'

const keyboards: Record<NonNullable<TextInputProps['kind']>, 'text' | 'number' | 'digit' | 'idcard'> = {
  text: 'text',
  digits: 'number',
  decimal: 'digit',
  phone: 'number',
  id: 'idcard',
}

/** A line to type in: WeChat's own input, which knows a keyboard for ID numbers. */
export const TextInput: TextInputComponent = (props) =>
  props.tall ? <Tall {...props} /> : <Line {...props} />

const Tall = (props: TextInputProps) => (
  <Textarea
    id={props.id}
    className={cx('inp', props.className, 'inp-tall')}
    value={props.value}
    placeholder={props.placeholder}
    placeholderClass="inp-hint"
    maxlength={props.maxLength ?? -1}
    disabled={props.disabled}
    ariaLabel={props.label}
    onInput={(event) => props.onChange(event.detail.value)}
    onBlur={props.onBlur}
  />
)

const Line = (props: TextInputProps) => (
  <Input
    id={props.id}
    className={cx('inp', props.className)}
    type={keyboards[props.kind ?? 'text']}
    value={props.value}
    placeholder={props.placeholder}
    placeholderClass="inp-hint"
    maxlength={props.maxLength ?? -1}
    disabled={props.disabled}
    focus={props.focus}
    confirmType="done"
    ariaLabel={props.label}
    onInput={(event) => props.onChange(event.detail.value)}
    onBlur={props.onBlur}
    onConfirm={props.onDone}
  />
)
