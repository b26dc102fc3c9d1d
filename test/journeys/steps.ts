import type { Phone } from './journey'

/** Logs in on the 我的 tab as one of the demo's personas, by the name on its tile. */
export async function logIn(phone: Phone, persona: string): Promise<void> {
  await phone.tap('我的')
  await phone.tap('登录')
  await phone.see('你是哪一位？')
  await phone.tap(persona)
  await phone.dontSee('你是哪一位？')
}
