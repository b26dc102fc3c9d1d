export interface PickedText {
  name: string
  text: string
}

/** The file is no text that can be read: of another encoding, or no text at all. */
export class TextUnreadable extends Error {
  override readonly name = 'TextUnreadable'
}

export interface TextPicker {
  /** Where files are chosen from, as a button says it. */
  filesComeFrom: string
  /** Lets the user choose a CSV file, from within a tap; undefined where he went back. Throws TextUnreadable. */
  pickText(): Promise<PickedText | undefined>
}
