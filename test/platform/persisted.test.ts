import * as z from 'zod/mini'
import { storage } from '@/platform'
import { persisted, resetAll } from '@/platform/persisted'

const shape = z.object({ name: z.string(), age: z.number(), tags: z.array(z.string()) })
const initial = { name: 'nobody', age: 0, tags: [] as string[] }

let key = 0
/** As after a start of the app on a phone whose storage holds `text`. */
function started(text?: string) {
  const own = `test-${++key}`
  if (text !== undefined) storage.set(own, text)
  return { own, store: persisted(own, shape, initial) }
}

test('what was set is there after the next start', () => {
  const { own, store } = started()
  store.setState({ name: '王', tags: ['a'] })
  expect(persisted(own, shape, initial).getState()).toEqual({ name: '王', age: 0, tags: ['a'] })
})

test('one bad field falls back alone', () => {
  const { store } = started('{"name":"王","age":"old","tags":["a"]}')
  expect(store.getState()).toEqual({ name: '王', age: 0, tags: ['a'] })
})

test('a field of a newer version is left out', () => {
  const { store } = started('{"name":"王","age":3,"tags":[],"future":1}')
  expect(store.getState()).toEqual({ name: '王', age: 3, tags: [] })
})

test.each(['', '{', 'null', '[]', '7', '"text"'])(
  'storage that holds %p is a phone without anything',
  (text) => {
    expect(started(text).store.getState()).toEqual(initial)
  },
)

test('a field that may not be written leaves the older one in storage', () => {
  const { own, store } = started()
  store.setState({ age: 5 })
  store.setState({ name: '王', age: 'six' as unknown as number })
  expect(persisted(own, shape, initial).getState()).toEqual({ name: '王', age: 5, tags: [] })
})

test('a reset leaves a phone where the app was never opened', () => {
  const { own, store } = started()
  store.setState({ age: 5 })
  resetAll()
  expect(store.getState()).toEqual(initial)
  expect(storage.get(own)).toBeUndefined()
})
