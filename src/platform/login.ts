import type { PlatformLogin } from './login.shared'

/** A browser does not know who uses it. */
export const login: PlatformLogin = { wechatCode: undefined }
