export interface Brightness {
  /** Brightens the screen and keeps it on, for a code that is to be scanned; returns how to put it back. */
  holdBright(): () => void
}
