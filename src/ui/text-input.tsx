import { cx } from './cx'
import type { TextInputComponent } from './text-input.shared'

const inputModes = { text: 'text', id: 'text', digits: 'numeric', decimal: 'decimal', phone: 'tel' } as const

/** A line to type in: the browser's own input. An ID number may end in X, so it keeps the letter keyboard. */
export const TextInput: TextInputComponent = (props) => {
  if (props.tall) {
    return (
      <textarea
        id={props.id}
        className={cx('inp', props.className, 'inp-tall')}
        rows={3}
        value={props.value}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        disabled={props.disabled}
        aria-label={props.label}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={props.onBlur}
      />
    )
  }
  const kind = props.kind ?? 'text'
  return (
    <input
      id={props.id}
      className={cx('inp', props.className)}
      type={kind === 'phone' ? 'tel' : 'text'}
      inputMode={inputModes[kind]}
      autoCapitalize={kind === 'id' ? 'characters' : 'off'}
      autoComplete="off"
      enterKeyHint="done"
      value={props.value}
      placeholder={props.placeholder}
      maxLength={props.maxLength}
      disabled={props.disabled}
      autoFocus={props.focus}
      aria-label={props.label}
      aria-invalid={props.invalid || undefined}
      aria-describedby={props.describedBy}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={props.onBlur}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) props.onDone?.()
      }}
    />
  )
}
