import { View } from '@tarojs/components'
import { canChoosePlace } from '@/platform'
import { Actions, Button, List, ListRow, Para, Sheet } from '@/ui'
import { LocateRefused } from './locate-refused'
import { knownPlaces } from './places'
import { usePackedCount } from './use-pack'
import type { PlaceControl } from './use-place'
import './stations.scss'

/** As many rows as a sheet holds well. */
const listed = 7

interface PlaceSheetProps {
  places: PlaceControl
  /** To find a district by its name. */
  onFind: () => void
  /** To move a map under a mark, where the system has none to choose on. */
  onPick: () => void
  onClose: () => void
}

/** Where to look from: the phone's position, a place on the map where there is one, or one of a few known places. */
export function PlaceSheet({ places, onFind, onPick, onClose }: PlaceSheetProps) {
  const { place, locateState, recent } = places
  const packed = usePackedCount(place.point)
  const locate = async () => {
    if (await places.locate()) onClose()
  }
  const point = async () => {
    if (!canChoosePlace) leave(onPick)
    else if (await places.chooseOnMap()) onClose()
  }
  const leave = (open: () => void) => {
    onClose()
    open()
  }
  const known = [...recent, ...knownPlaces.filter(({ name }) => recent.every((it) => it.name !== name))]
  return (
    <Sheet title="从哪里找" onClose={onClose}>
      <View className="st-acts">
        <Actions>
          <Button icon="pin" text="用我的位置" busy={locateState === 'asking'} onTap={() => void locate()} />
          <Button kind="quiet" size="mid" icon="map" text="在地图上选" onTap={() => void point()} />
          <Button kind="quiet" size="mid" icon="list" text="找城市或区县" onTap={() => leave(onFind)} />
        </Actions>
      </View>
      <LocateRefused state={locateState} instead="在下面选一个地方" />
      <List>
        {known.slice(0, listed).map((it) => (
          <ListRow
            key={it.name}
            icon="pin"
            title={it.name}
            note={it.name === place.name ? '现在用这个' : undefined}
            onTap={() => {
              places.choose(it)
              onClose()
            }}
          />
        ))}
      </List>
      {packed > 0 && <Para tone="quiet">{`手机里存着这一带 ${packed} 个驿站，没信号也能找`}</Para>}
      <Para tone="quiet">
        点“用我的位置”就是同意这样用：准确的位置只在手机上算距离，发给服务器的只到 500 米左右，不会保存
      </Para>
    </Sheet>
  )
}
