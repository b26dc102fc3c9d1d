export interface Messages {
  /**
   * Asks whether WeChat may send one message of each of these templates (three at most); gives those that were let through.
   * To be called within a tap, before anything is waited for. Undefined where there is no WeChat around the app.
   */
  askMessages: ((templateIds: readonly string[]) => Promise<string[]>) | undefined
}
