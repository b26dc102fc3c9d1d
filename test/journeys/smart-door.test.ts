import { setupServer } from 'msw/node'
import { handlersOf } from '../../mock/handlers'
import { createDemoApi } from '../support/demo-api'
import { renderedWorld } from './drivers/rendered'
import { moodyDoors, night, openSmartDoor } from './smart-door'

jest.setTimeout(60_000)

it('opens a smart door by night, on rendered pages', async () => {
  const { doors, opened } = moodyDoors()
  const api = await createDemoApi(() => night, { ports: { doors } })
  const network = setupServer(...handlersOf(api.app))
  network.listen({ onUnhandledRequest: 'error' })
  const world = renderedWorld()
  try {
    await openSmartDoor(await world.phone('骑手'))
    expect(opened).toHaveLength(1)
  } finally {
    await world.close()
    network.close()
    await api.drop()
  }
})
