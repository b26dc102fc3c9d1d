/// <reference path="../../../node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts" />
/// <reference path="../../../node_modules/miniprogram-api-typings/types/wx/lib.wx.event.d.ts" />

/**
 * What those files take from the package's index, which cannot be referenced itself: it would declare WeChat's own
 * `console`, `setTimeout` and `wx` for all of this project.
 */
declare namespace WechatMiniprogram {
  type IAnyObject = Record<string, unknown>
  type Optional<F> = F extends (arg: infer P) => infer R ? (arg?: P) => R : F
  type OptionalInterface<T> = { [K in keyof T]: Optional<T[K]> }
  interface AsyncMethodOptionLike {
    success?: (...args: never[]) => void
  }
  type PromisifySuccessResult<P, T extends AsyncMethodOptionLike> = P extends { success: unknown }
    ? void
    : P extends { fail: unknown }
      ? void
      : P extends { complete: unknown }
        ? void
        : Promise<Parameters<Exclude<T['success'], undefined>>[0]>
}
