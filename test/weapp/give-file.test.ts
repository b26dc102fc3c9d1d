import { weappWorld } from '../journeys/drivers/weapp'
import { logIn } from '../journeys/steps'
import { waitUntil } from '../support/wait-until'
import { weappDist } from './build-weapp'
import { type ServedDemo, serveDemo } from './served-demo'

let api: ServedDemo
beforeAll(async () => {
  api = await serveDemo()
})
afterAll(() => api.drop())

it('sends one’s data to a chat as a file, of which nothing stays on the phone, sent or not', async () => {
  const world = weappWorld({ dist: weappDist, server: api.server, surroundings: { chat: 'closed' } })
  try {
    const phone = await world.phone('骑手')
    const [weapp] = world.phones
    if (!weapp) throw new Error('There is no phone')
    const shares = () => weapp.calls.filter((it) => it.api === 'shareFileMessage').length
    await logIn(phone, '骑手')
    await phone.tap(/^隐私/)
    await phone.tap(/^我的资料/)
    await phone.tap('发给自己一份')
    await waitUntil('the list of chats', () => shares() === 1)
    await waitUntil('no file', () => weapp.storage.files.size === 0)
    expect(weapp.surroundings.sharedFile).toBeUndefined()

    weapp.surroundings.chat = 'chosen'
    const text = await phone.takeFile('发给自己一份')
    await phone.see('发出去了')
    expect(text).toContain('【账号】')
    expect(weapp.surroundings.sharedFile?.name).toMatch(/^暖新-我的资料-\d{4}-\d\d-\d\d\.txt$/)
    await waitUntil('no file', () => weapp.storage.files.size === 0)
  } finally {
    world.close()
  }
})
