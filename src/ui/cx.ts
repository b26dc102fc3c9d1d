/** Joins the class names that apply. */
export function cx(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** The class of a title that has places of its own to part at; a name without them parts anywhere, and evenly. */
export const phrased = (title: string): string | false => /[（，、；：]/.test(title) && 'phr'
