import { dayOf, startOf } from '@/rules/shanghai'
import type { Phone } from './journey'

interface Person {
  name: string
  idNumber: string
}

/** Logs in on the 我的 tab as one of the demo's personas, by the name on its tile. */
export async function logIn(phone: Phone, persona: string): Promise<void> {
  await phone.tap('我的')
  await phone.tap('登录')
  await phone.see('你是哪一位？')
  await phone.tap(persona)
  await phone.dontSee('你是哪一位？')
}

/** As long as a journey takes on a busy machine. */
const journeyMs = 60_000

/** Lets midnight in Shanghai pass where it is about to: what is of one day does not outlive it. */
export async function clearOfMidnight(): Promise<void> {
  const left = startOf(dayOf(Date.now()) + 1) - Date.now()
  if (left < journeyMs) await new Promise((resolve) => setTimeout(resolve, left + 1_000))
}

/** Agrees, and types name and ID number, on the screen that asks who one is. */
export async function sayWhoIAm(phone: Phone, { name, idNumber }: Person): Promise<void> {
  await phone.tap('我看过了，同意')
  await phone.type('姓名', name)
  await phone.type('身份证号', idNumber)
  await phone.tap('确认是我')
}
