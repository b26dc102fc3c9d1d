export interface Variant {
  name: string
  width: number
  height: number
  theme: 'light' | 'dark'
  elder: boolean
  /** Only the main screens. */
  main?: true
}

const usual = { width: 390, height: 844 }
const small = { width: 320, height: 568 }

/** Pairwise: each mode on the usual phone, and the smallest phone with the hardest of them. */
export const variants: readonly Variant[] = [
  { name: 'light', ...usual, theme: 'light', elder: false },
  { name: 'dark', ...usual, theme: 'dark', elder: false },
  { name: 'elder', ...usual, theme: 'light', elder: true },
  { name: 'small', ...small, theme: 'light', elder: false, main: true },
  { name: 'small-dark-elder', ...small, theme: 'dark', elder: true, main: true },
]
