import {
  type Element,
  attribute,
  elementsOf,
  handlerOf,
  nameOf,
  roleOf,
  textsOf,
} from '../../weapp/runtime/nodes'
import { WeappPhone, type PhoneOptions } from '../../weapp/runtime/phone'
import { readQr } from '../../support/read-qr'
import { type Phone, type Phones, squeezed, until } from '../journey'

const tappable = ['button', 'tab', 'radio', 'checkbox', 'switch', 'link']

/** WeChat's readers are told the state in words after the name: src/ui/tap.weapp.tsx. */
const state = /，(已选|未选|已勾选|未勾选|开|关)$/

export interface WeappWorld extends Phones {
  /** The phones behind the journey's, in the order they were switched on. */
  readonly phones: readonly WeappPhone[]
  /** Switches all off; throws what went wrong unseen on any of them. */
  close(): void
}

/** Nobody's thumb is faster than the app: whatever he does next finds it drawn as he left it, state first and then the view. */
const taken = async () => {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve))
}

/** Phones on which WeChat runs the mini-program as it was built. */
export function weappWorld(options: PhoneOptions): WeappWorld {
  const phones: WeappPhone[] = []
  return {
    phones,
    async phone(owner) {
      const open = async (before?: WeappPhone) => {
        const kept = before && { storage: before.storage, online: before.network.online }
        const phone = new WeappPhone({ ...options, ...kept })
        phones.push(phone)
        await until(
          () => phone.stack.length > 0 || undefined,
          `${owner}: no page opens`,
          () => phone.faults.all.join('\n'),
        )
        return phone
      }
      return phoneOf(await open(), owner, async (before) => {
        before.close()
        return open(before)
      })
    },
    close() {
      for (const phone of phones) phone.close()
      for (const phone of phones) phone.faults.assertNone()
    },
  }
}

/** A journey's phone on top of one that runs the mini-program. `reopen` ends it and gives the next start of the app. */
export function phoneOf(
  first: WeappPhone,
  owner: string,
  reopen?: (before: WeappPhone) => Promise<WeappPhone>,
): Phone {
  let phone = first
  const text = () => textsOf(phone.screen).join('\n')
  const wait = <T>(look: () => T | undefined, complaint: string) =>
    until(
      () => {
        phone.faults.assertNone()
        return look()
      },
      `${owner}: ${complaint}`,
      text,
    )

  const called = (element: Element, name: string | RegExp) => {
    const own = nameOf(element).replace(state, '')
    return typeof name === 'string' ? squeezed(own) === squeezed(name) : name.test(own)
  }
  const named = (roles: readonly string[], name: string | RegExp) => {
    const found = elementsOf(phone.screen).filter(
      (element) => roles.includes(roleOf(element) ?? '') && called(element, name),
    )
    if (found.length > 1) throw new Error(`${owner}: ${found.length} things are called ${String(name)}`)
    return found[0]
  }
  /** What stands on a native map is no element, and is known by its number. */
  const marked = (name: string | RegExp) => {
    for (const map of elementsOf(phone.screen).filter(({ tag }) => tag === 'map')) {
      const markers = (map.attributes.markers ?? []) as { id: number; ariaLabel: string }[]
      const marker = markers.find(({ ariaLabel }) =>
        typeof name === 'string' ? squeezed(ariaLabel) === squeezed(name) : name.test(ariaLabel),
      )
      if (marker) return { map, markerId: marker.id }
    }
    return undefined
  }
  const tap = async (name: string | RegExp) => {
    const touch = await wait(
      () => {
        const element = named(tappable, name)
        // What is busy or off hears nothing.
        if (element && handlerOf(element, 'tap')) return () => phone.tap(element)
        const on = element ? undefined : marked(name)
        return on && (() => phone.send(on.map, 'markertap', { markerId: on.markerId }))
      },
      `cannot tap ${String(name)}`,
    )
    touch()
    await taken()
    phone.faults.assertNone()
  }

  return {
    see: async (...texts) => {
      for (const it of texts)
        await wait(() => squeezed(text()).includes(squeezed(it)) || undefined, `does not see ${it}`)
    },
    dontSee: async (...texts) => {
      for (const it of texts)
        await wait(() => !squeezed(text()).includes(squeezed(it)) || undefined, `still sees ${it}`)
    },
    read: (pattern) =>
      wait(
        () => {
          const match = pattern.exec(text())
          return match ? (match[1] ?? match[0]) : undefined
        },
        `cannot read ${String(pattern)}`,
      ),
    tap,
    type: async (label, value) => {
      const field = await wait(() => named(['textbox'], label), `has no field ${label}`)
      phone.type(field, value)
      await taken()
    },
    pickDate: async (label, date) => {
      const wheels = await wait(
        () =>
          elementsOf(phone.screen).find((it) => it.tag === 'picker' && nameOf(it).split('，')[0] === label),
        `has no day ${label}`,
      )
      phone.send(wheels, 'change', { value: date })
    },
    scan: async (name, code) => {
      const scans = () => phone.calls.filter(({ api }) => api === 'scanCode').length
      const before = scans()
      phone.surroundings.scanned = code
      await tap(name)
      await wait(() => scans() > before || undefined, 'the camera does not open')
      phone.surroundings.scanned = undefined
    },
    photograph: async (name, picture) => {
      const asked = () => phone.calls.filter(({ api }) => api === 'chooseMedia').length
      const before = asked()
      phone.surroundings.photo = picture
      await tap(name)
      await wait(() => asked() > before || undefined, 'no camera opens')
      // What was asked is answered a moment later.
      await wait(() => phone.surroundings.photo === undefined || undefined, 'no picture is taken')
    },
    takeFile: async (name) => {
      phone.surroundings.sharedFile = undefined
      await tap(name)
      return wait(() => phone.surroundings.sharedFile?.text, 'no file is sent')
    },
    handFile: async (name, { name: called, text: content }) => {
      phone.surroundings.chatFile = { name: called, content }
      await tap(name)
      await wait(() => phone.surroundings.chatFile === undefined || undefined, 'no file is chosen')
    },
    qrCode: () =>
      wait(() => {
        const picture = elementsOf(phone.screen).find((element) =>
          attribute(element, 'src')?.startsWith('data:image/png'),
        )
        return picture && readQr(attribute(picture, 'src') ?? '')
      }, 'sees no QR code'),
    back: () => tap('返回'),
    loseNetwork: async () => {
      phone.network.online = false
    },
    regainNetwork: async () => {
      phone.network.online = true
    },
    restart: async () => {
      if (!reopen) throw new Error('This phone stays on')
      phone = await reopen(phone)
    },
  }
}
