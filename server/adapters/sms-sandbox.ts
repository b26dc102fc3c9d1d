import { maskPhone } from '@/rules/phone'
import type { Sms } from '../ports'
import type { Log } from './log'

/** Sends nothing: shows the code to whoever runs this on his own machine. Never for production. */
export const createSmsSandbox = (log: Log): Sms => ({
  async sendLoginCode(phone, code) {
    log.info(`A text to ${maskPhone(phone)} would say: ${code}`)
  },
})
