import { List, ListRow } from '@/ui'
import type { ClerkStation } from './use-station-choice'

interface StationsProps {
  stations: readonly ClerkStation[]
  onChoose: (id: string) => void
}

/** Where a clerk works, to choose from. */
export const Stations = ({ stations, onChoose }: StationsProps) => (
  <List>
    {stations.map(({ id, name }) => (
      <ListRow key={id} icon="pin" title={name} onTap={() => onChoose(id)} />
    ))}
  </List>
)
