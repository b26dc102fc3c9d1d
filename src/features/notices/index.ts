export { AskMessages } from './ask-messages'
export { DeadNotices } from './dead-notices'
