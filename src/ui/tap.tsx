import { cx } from './cx'
import type { TapComponent, TapProps } from './tap.shared'

function state(role: TapProps['role'], on: boolean | undefined) {
  if (on === undefined) return {}
  if (role === 'tab') return { 'aria-selected': on }
  if (role === 'checkbox' || role === 'radio' || role === 'switch') return { 'aria-checked': on }
  return { 'aria-pressed': on }
}

/** Anything that can be tapped: the browser's own button brings focus, keyboard and `disabled`. */
export const Tap: TapComponent = ({ onTap, label, role, on, busy, disabled, className, children }) => (
  <button
    type="button"
    className={cx('tap', className)}
    role={role === 'button' ? undefined : role}
    aria-label={label}
    aria-busy={busy || undefined}
    disabled={disabled}
    onClick={(event) => {
      event.stopPropagation()
      if (!busy) onTap?.()
    }}
    {...state(role, on)}
  >
    {children}
  </button>
)
