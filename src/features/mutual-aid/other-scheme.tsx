import { Card, Para } from '@/ui'

/** The platforms' own scheme beside ours: many do not know that they have both. */
export const OtherScheme = () => (
  <Card title="职业伤害保障" aside="另一份，平台出钱" tone="sunk">
    <Para inset>接单平台按单替你交，你不用掏钱。接单时出了事，在平台里也报一份。</Para>
    <Para inset tone="strong">
      两份不冲突，可以同时赔。
    </Para>
  </Card>
)
