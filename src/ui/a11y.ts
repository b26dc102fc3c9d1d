const weapp = process.env.TARO_ENV === 'weapp'

type Role =
  | 'button'
  | 'tab'
  | 'tablist'
  | 'checkbox'
  | 'radio'
  | 'radiogroup'
  | 'switch'
  | 'img'
  | 'alert'
  | 'status'
  | 'heading'
  | 'list'
  | 'listitem'
  | 'group'
  | 'banner'
  | 'dialog'
  | 'progressbar'

/** Props that give a View its role and name: `aria-role` on WeChat, `role` in a browser. */
export function a11y(role: Role, label?: string): Record<string, string | undefined> {
  return weapp ? { ariaRole: role, ariaLabel: label } : { role, 'aria-label': label }
}

/** A heading of level 1–3. WeChat's readers know no levels, so there it costs nothing. */
export function heading(level: 1 | 2 | 3): Record<string, string | number> {
  return weapp ? {} : { role: 'heading', 'aria-level': level }
}

/** Something a reader should skip. An empty view on WeChat is skipped by itself. */
export const hidden: Record<string, string> = weapp ? {} : { 'aria-hidden': 'true' }
