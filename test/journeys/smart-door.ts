import { stations } from '../../mock/data/stations'
import { type Doors, ServiceFault } from '../../server/ports'
import type { Phone } from './journey'

/** Half past eleven at night in Shanghai, when smart stations are entered by the phone. */
export const night = Date.parse('2026-11-24T23:30:00+08:00')

/** A door that is silent when it is asked for the first time. */
export function moodyDoors(): { doors: Doors; opened: string[] } {
  const opened: string[] = []
  let asked = 0
  return {
    opened,
    doors: {
      secret: new Uint8Array(32),
      async unlock(door) {
        if (++asked === 1) throw new ServiceFault('busy', 'no answer')
        opened.push(door)
        return night + 15_000
      },
    },
  }
}

const smart = stations.find(({ smartDoor }) => smartDoor)
const plain = stations.find(({ smartDoor, facilities }) => !smartDoor && facilities.length > 0)

/** 夜里到智能驿站，扫门上的码，登录，开门。 */
export async function openSmartDoor(rider: Phone): Promise<void> {
  if (!smart || !plain) throw new Error('The demo has no such station')
  await rider.scan('扫码', plain.id)
  await rider.see(plain.name, '到了，现在没开', '看这个驿站')
  await rider.dontSee('开门')
  await rider.back()

  await rider.scan('扫码', smart.id)
  await rider.see(smart.name, '夜里也开 · 扫码进门')
  await rider.tap('登录后开门')
  await rider.tap('骑手')
  // What was asked for goes on by itself; a door that gives no answer says so, and can be asked again.
  await rider.see('门没有回应', '打电话')
  await rider.tap('开门')
  await rider.read(/门开了，\d+ 秒内推门进去/)
}
