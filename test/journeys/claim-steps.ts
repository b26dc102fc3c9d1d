import type { Phone } from './journey'
import { logIn } from './steps'

/** Logs in as the one of the demo's people who has been covered for two months, and opens 保障. */
export async function openCover(phone: Phone): Promise<void> {
  await logIn(phone, '快递员')
  await phone.tap('保障')
  await phone.see('保障中', '刘*洋')
}

/** Writes down a fall from 保障, and has it sent: 2,400 yuan on a bill, of which 1,840 are paid; no photos. */
export async function typeFall(phone: Phone): Promise<void> {
  await phone.tap('出事了，我要报案')
  await phone.tap(/^受伤看病/)
  await phone.tap(/^收费单上的数/)
  await phone.tap('填收费单上的数')
  await phone.type('合计多少元', '2400')
  await phone.tap('先报上去')
}

/** The same for the first time, so that he is asked first. */
export async function reportFall(phone: Phone): Promise<void> {
  await typeFall(phone)
  await phone.tap('我看过了，同意')
  await phone.see('报上去了')
}

/** Opens the app anew, and what he reported in it. */
export async function openOwnClaim(phone: Phone): Promise<void> {
  await phone.restart()
  await phone.tap('保障')
  await phone.tap(/^受伤看病/)
  await phone.see('你交过的')
}

/** Opens 审核台 from 我的. */
export async function openDesk(phone: Phone): Promise<void> {
  await phone.tap('我的')
  await phone.tap(/^审核台/)
}

/** Opens a case, the courier's unless another is named, from one of the queues of 审核台. */
export async function openCase(phone: Phone, queue: RegExp, title = '受伤看病 · 刘*洋'): Promise<void> {
  await phone.tap(queue)
  await phone.tap(new RegExp(`^${title.replace('*', '\\*')}`))
  await phone.see('编号')
}

/** Logs in as a reviewer and opens the courier's case. */
export async function openAsReviewer(phone: Phone, persona: string, queue: RegExp): Promise<void> {
  await logIn(phone, persona)
  await openDesk(phone)
  await openCase(phone, queue)
}
