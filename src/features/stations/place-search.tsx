import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { EmptyState, Field, List, ListRow, Para, Screen, Section } from '@/ui'
import { findDistricts } from './districts'
import type { PlaceControl } from './use-place'

interface PlaceSearchProps {
  places: PlaceControl
  /** A place was chosen. */
  onDone: () => void
}

/** Finds a city or district by its name, in a list that is part of the app; and the places looked from of late. */
export function PlaceSearch({ places, onDone }: PlaceSearchProps) {
  const [words, setWords] = useState('')
  const found = useMemo(() => findDistricts(words), [words])
  const asked = words.trim() !== ''
  const choose = (place: Parameters<PlaceControl['choose']>[0]) => {
    places.choose(place)
    onDone()
  }
  return (
    <Screen title="找一个地方" back>
      <Field search label="城市或区县" value={words} onChange={setWords} placeholder="例如：海港区" focus />
      {found.length > 0 && (
        <List>
          {found.map(({ code, name, city, point }) => (
            <ListRow
              key={code}
              icon="pin"
              title={name}
              note={city || '全市'}
              onTap={() => choose({ id: code, name: city ? `${city} · ${name}` : name, point })}
            />
          ))}
        </List>
      )}
      {asked && found.length === 0 && (
        <EmptyState icon="pin" title="没有这个地方" note="写城市或区县的名字就行，例如：海港区" />
      )}
      {!asked && places.recent.length > 0 && (
        <>
          <Section title="最近用过" />
          <List>
            {places.recent.map((it) => (
              <ListRow key={it.name} icon="clock" title={it.name} onTap={() => choose(it)} />
            ))}
          </List>
        </>
      )}
      <View>
        <Para tone="quiet">没信号也能找。按区县的中心算距离，到了再用你的位置更准</Para>
      </View>
    </Screen>
  )
}
