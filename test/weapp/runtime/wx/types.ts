/** WeChat's API as npm's miniprogram-api-typings describes it. */
export type Wx = WechatMiniprogram.Wx

type First<N extends keyof Wx> = Wx[N] extends (...args: infer A) => unknown ? NonNullable<A[0]> : never

/** The one object that an API with success, fail and complete takes. */
export type OptionOf<N extends keyof Wx> = First<N>

type Success<N extends keyof Wx> =
  OptionOf<N> extends { success?: infer S }
    ? NonNullable<S> extends (result: infer R) => void
      ? R
      : never
    : never

/** What it hands to success. The call adds `errMsg` itself. */
export type ResultOf<N extends keyof Wx> = Omit<Success<N>, 'errMsg'>

/** APIs that answer by success and fail, each as a function that gives the result or throws a {@link Failure}. */
export type Answering<N extends keyof Wx> = {
  readonly [K in N]: (option: OptionOf<K>) => ResultOf<K> | Promise<ResultOf<K>>
}

/** APIs that answer at once, as they are. */
export type Direct<N extends keyof Wx> = Pick<Wx, N>

/** Why an API did not do what it was asked, in WeChat's words after `name:fail `. */
export class Failure extends Error {}

/** For APIs that answer nothing but errMsg. */
export const done = {}
