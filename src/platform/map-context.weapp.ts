import Taro from '@tarojs/taro'

interface MapBox {
  west: number
  south: number
  east: number
  north: number
  zoom: number
}

/**
 * What the map of this id shows, as the map itself says: what its events tell differs from phone to phone. Undefined
 * where it says nothing.
 */
export function readMapBox(id: string): Promise<MapBox | undefined> {
  const context = Taro.createMapContext(id)
  return new Promise((resolve) => {
    const fail = () => resolve(undefined)
    void context.getRegion({
      success: ({ southwest, northeast }) => {
        void context.getScale({
          success: ({ scale }) =>
            resolve({
              west: southwest.longitude,
              south: southwest.latitude,
              east: northeast.longitude,
              north: northeast.latitude,
              zoom: scale,
            }),
          fail,
        })
      },
      fail,
    })
  })
}
