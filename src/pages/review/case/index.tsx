import { Case, useCase } from '@/features/reviewer'
import { back, go, useParams } from '@/platform'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function ReviewCasePage() {
  const { id } = useParams('reviewCase')
  return (
    <RoleGate role="reviewer" title="案子">
      {() => <Reviewing key={id} id={id} />}
    </RoleGate>
  )
}

const Reviewing = ({ id }: { id: string }) => (
  <Case
    control={useCase(id)}
    now={useMinute()}
    onCase={(other) => go('reviewCase', { id: other })}
    onPayouts={() => go('payouts')}
    onBack={back}
  />
)
