export interface Clipboard {
  /** Copies a text; whether it did. WeChat says so on the screen by itself. */
  copyText(text: string): Promise<boolean>
}
