import { journeys } from '../journeys'
import { weappWorld } from '../journeys/drivers/weapp'
import { weappDist } from './build-weapp'
import { type ServedDemo, serveDemo } from './served-demo'

jest.setTimeout(120_000)

describe.each(journeys)('$name', ({ walk }) => {
  let api: ServedDemo
  beforeAll(async () => {
    api = await serveDemo()
  })
  afterAll(() => api.drop())

  it('in the mini-program as it is built for WeChat', async () => {
    const world = weappWorld({ dist: weappDist, server: api.server })
    try {
      await walk({ ...world, importRoster: api.importRoster })
    } finally {
      world.close()
    }
    expect(api.faults).toEqual([])
  })
})
