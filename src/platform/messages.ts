import type { Messages } from './messages.shared'

/** A browser has no such messages. */
export const messages: Messages = { askMessages: undefined }
