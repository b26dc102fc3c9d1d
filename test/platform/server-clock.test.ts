import * as fc from 'fast-check'
import { measuredClock } from '@/platform/server-clock'

const start = Date.parse('2026-11-23T06:32:00Z')
const dateHeader = (instant: number) => new Date(Math.floor(instant / 1_000) * 1_000).toUTCString()

/** Replies of a server that is `ahead` ms ahead of the phone, each a while after the other. */
function hear(
  clock: ReturnType<typeof measuredClock>,
  ahead: number,
  trips: readonly { after: number; out: number; back: number }[],
) {
  let at = start
  for (const { after, out, back } of trips) {
    at += after
    clock.measure(dateHeader(at + out + ahead), at, at + out + back)
  }
}

const trip = fc.record({
  after: fc.integer({ min: 0, max: 5_000 }),
  out: fc.integer({ min: 0, max: 900 }),
  back: fc.integer({ min: 0, max: 900 }),
})
const trips = fc.array(trip, { minLength: 1, maxLength: 20 })

test('the offset is off by no more than a second and the quickest trip, whatever the network did', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e8, max: 1e8 }), trips, (ahead, made) => {
      const clock = measuredClock()
      hear(clock, ahead, made)
      const quickest = Math.min(...made.map(({ out, back }) => out + back))
      expect(Math.abs(clock.offsetMs() - ahead)).toBeLessThanOrEqual(1_000 + quickest)
    }),
  )
})

test('a phone that is right is left alone', () => {
  fc.assert(
    fc.property(trips, (made) => {
      const clock = measuredClock()
      hear(clock, 0, made)
      expect(clock.offsetMs() + 0).toBe(0)
    }),
  )
})

test('a clock that is set anew is measured anew', () => {
  const clock = measuredClock()
  hear(clock, 600_000, [{ after: 0, out: 50, back: 50 }])
  expect(clock.offsetMs()).toBeGreaterThan(598_000)
  hear(clock, -30_000, [{ after: 0, out: 50, back: 50 }])
  expect(clock.offsetMs()).toBeLessThan(-28_000)
})

test.each([undefined, '', 'soon'])('a Date header of %p tells nothing', (date) => {
  const clock = measuredClock()
  clock.measure(date, start, start + 10)
  expect(clock.offsetMs()).toBe(0)
})
