/**
 * Texts too large for storage, by name (letters, digits and dashes), in files of the app's own. Nothing here throws:
 * there may be no room, or the system may have cleared them.
 */
export interface Files {
  /** What is kept, or undefined. */
  read(name: string): Promise<string | undefined>
  /** False if it could not be kept; what was there before may be gone then. */
  write(name: string, text: string): Promise<boolean>
  remove(name: string): Promise<void>
}
