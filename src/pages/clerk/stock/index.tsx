import { Stock } from '@/features/clerk'
import { go } from '@/platform'
import { RoleGate } from '../../role-gate'

const openHandover = () => go('handover')

export default function ClerkStockPage() {
  return (
    <RoleGate role="clerk" title="库存和交接">
      {(worker) => <Stock worker={worker} onHandover={openHandover} />}
    </RoleGate>
  )
}
