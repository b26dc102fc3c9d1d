export interface PlatformLogin {
  /**
   * A code by which WeChat's server tells who this is: good once, for five minutes. Rejects with a NetworkFault where
   * WeChat gives none. Undefined where there is no WeChat around the app.
   */
  wechatCode: (() => Promise<string>) | undefined
}
