import { weappWorld } from '../journeys/drivers/weapp'
import { joinedBefore, lookWithoutPurchase } from '../journeys/without-purchase'
import { weappDist } from './build-weapp'
import { serverOf } from './runtime/network'

jest.setTimeout(120_000)

it('shows plans and policies where the server takes no payments, in the mini-program as it is built', async () => {
  const api = await joinedBefore()
  const world = weappWorld({ dist: weappDist, server: serverOf(api.app(false)) })
  try {
    await lookWithoutPurchase(world.phone)
  } finally {
    world.close()
    await api.drop()
  }
})
