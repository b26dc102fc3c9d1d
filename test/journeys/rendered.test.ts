import { setupServer } from 'msw/node'
import { handlersOf } from '../../mock/handlers'
import { createDemoApi, type DemoApi } from '../support/demo-api'
import { journeys } from '.'
import { renderedWorld } from './drivers/rendered'

jest.setTimeout(120_000)

describe.each(journeys)('$name', ({ walk }) => {
  let api: DemoApi
  const network = setupServer()
  beforeAll(async () => {
    api = await createDemoApi()
    network.use(...handlersOf(api.app))
    network.listen({ onUnhandledRequest: 'error' })
  })
  afterAll(async () => {
    network.close()
    await api.drop()
  })

  it('on rendered pages', async () => {
    const world = renderedWorld()
    try {
      await walk({ ...world, importRoster: api.importRoster })
    } finally {
      await world.close()
      // Told beside whatever failed, which it may explain.
      for (const fault of api.faults) console.error(fault)
    }
    expect(api.faults).toEqual([])
  })
})
