/** What became of a file: saved on the phone, sent to a chat, copied as text, or thought better of. */
export type Given = 'saved' | 'sent' | 'copied' | 'cancelled'

export interface FileGiver {
  /** What a button that does it says. */
  filesGoTo: string
  /** Hands a text to the user as a file of this name, from within a tap. Rejects where it could not be done. */
  giveFile(name: string, text: string): Promise<Given>
}
