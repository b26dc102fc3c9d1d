import type { Figures } from '@/contract'
import { Actions, Button, Card, Para, Stats } from '@/ui'

interface OpenLedgerProps {
  total: Figures
  /** At the station picked. */
  here: { name: string; figures: Figures } | undefined
  /** To every figure of every station. */
  onAll: () => void
}

/** The open figures of a campaign, in all and at the station picked. */
export function OpenLedger({ total, here, onAll }: OpenLedgerProps) {
  return (
    <Card title="公开账目" aside="每一笔都记，不能改">
      <Para inset tone="quiet">
        全部驿站
      </Para>
      <Stats items={terms(total)} />
      {here && (
        <>
          <Para inset tone="quiet">
            {here.name}
          </Para>
          <Stats items={terms(here.figures)} />
        </>
      )}
      <Actions>
        <Button kind="quiet" size="mid" text="看每个驿站的账" onTap={onAll} />
      </Actions>
    </Card>
  )
}

const terms = ({ received, reserved, redeemed, left }: Figures) => [
  { value: String(received), label: '到货' },
  { value: String(reserved), label: '预留' },
  { value: String(redeemed), label: '已核销' },
  { value: String(left), label: '剩余' },
]
