import { createRandom } from '../../server/adapters/random'
import { paperNumber } from '../../server/ids'

// The day has begun in Shanghai, and nowhere west of it.
const now = Date.parse('2026-11-24T00:00:00+08:00')

it('tells the kind of paper, the day in Shanghai and ten digits', () => {
  expect(paperNumber('LP', now, () => Uint8Array.of(0, 7, 99, 100, 255))).toBe('LP20261124-0007990055')
  expect(paperNumber('FK', now - 1, createRandom())).toMatch(/^FK20261123-\d{10}$/)
})
