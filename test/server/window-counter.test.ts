import fc from 'fast-check'
import { WindowCounter } from '../../server/adapters/window-counter'

const LENGTH = 1_000

/** By a list of all calls: a window begins with the first call that is in none. */
class Plain {
  private readonly windows = new Map<string, { calls: number; ends: number }>()

  add(id: string, now: number) {
    const known = this.windows.get(id)
    const window = known && now < known.ends ? known : { calls: 0, ends: now + LENGTH }
    window.calls++
    this.windows.set(id, window)
    return { ...window }
  }

  block(id: string, ends: number) {
    this.windows.set(id, { calls: Infinity, ends })
  }

  get(id: string, now: number) {
    const known = this.windows.get(id)
    return known && now < known.ends ? { ...known } : undefined
  }
}

const step = fc.record({
  later: fc.oneof(
    fc.integer({ min: 0, max: 400 }),
    fc.constantFrom(LENGTH - 1, LENGTH, 2 * LENGTH, 5 * LENGTH),
  ),
  id: fc.constantFrom('a', 'b', 'c'),
  blockedFor: fc.option(fc.integer({ min: 1, max: LENGTH }), { freq: 6 }),
})

it('counts each in windows of its own, and forgets none before its end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const counter = new WindowCounter(LENGTH)
      const plain = new Plain()
      let now = 1_700_000_000_000
      for (const { later, id, blockedFor } of steps) {
        now += later
        expect(counter.get(id, now)).toEqual(plain.get(id, now))
        if (blockedFor === null) expect(counter.add(id, now)).toEqual(plain.add(id, now))
        else {
          counter.block(id, now + blockedFor, now)
          plain.block(id, now + blockedFor)
        }
      }
    }),
  )
})

it('keeps nobody for longer than two windows', () => {
  const counter = new WindowCounter(LENGTH)
  for (let i = 0; i < 1_000; i++) counter.add(`id ${i}`, 0)
  counter.add('late', 2 * LENGTH)
  const kept = counter as unknown as Record<'young' | 'old', Map<string, unknown>>
  expect([...kept.young.keys(), ...kept.old.keys()]).toEqual(['late'])
})
