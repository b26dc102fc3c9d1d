import type { TransferPage } from './merchant-transfer.shared'

/** A browser has no such page: one takes money in the mini-program. */
export const transferPage: TransferPage = { takeInWechat: undefined }
