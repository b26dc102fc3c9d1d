import { weappWorld } from '../journeys/drivers/weapp'
import { moodyDoors, night, openSmartDoor } from '../journeys/smart-door'
import { weappDist } from './build-weapp'
import { serveDemo } from './served-demo'

it('opens a smart door by night, in the mini-program as it is built for WeChat', async () => {
  const { doors, opened } = moodyDoors()
  const api = await serveDemo(() => night, { ports: { doors } })
  const world = weappWorld({ dist: weappDist, server: api.server, clock: () => night })
  try {
    await openSmartDoor(await world.phone('骑手'))
    expect(opened).toHaveLength(1)
  } finally {
    world.close()
    await api.drop()
  }
})
