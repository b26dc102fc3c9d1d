import type { AidClaim, PayoutState } from '@/contract'
import { faultText } from '@/platform/query-view'
import { momentText, money } from '@/rules/wording'
import { Actions, BigNumber, Button, Card, Notice, Pairs, Para } from '@/ui'
import type { Collected, useCollection } from './use-collection'

/** The money of a claim: how much, where to, and how far it has come. */
export function PayoutCard({ claim, onAccount }: { claim: AidClaim; onAccount: () => void }) {
  const { payout, as } = claim
  if (!payout) return null
  const { amountFen, state, account, paidAt, fault } = payout
  const to = account
    ? account.kind === 'wechat'
      ? '你的微信零钱'
      : `${account.bank} ${account.masked}`
    : '还没填'
  const came = cameBack[state]
  return (
    <Card title="打给你的钱">
      <BigNumber value={money(amountFen)} unit="元" size="mid" tone="amount" />
      <Pairs
        rows={[
          { label: '到哪', value: to, tone: 'quiet' },
          {
            label: '现在',
            value: paidAt ? `${momentText(Date.parse(paidAt))}到账` : payoutWords[state],
            tone: 'quiet',
          },
        ]}
      />
      {fault && came && <Para inset tone={came.tone}>{`${came.words}：${fault}`}</Para>}
      {state === 'collect' && (
        <Para inset tone="quiet">
          什么时候收都行，钱给你留着。打开微信的收款页以后，24 小时里点确认。
        </Para>
      )}
      {as === 'member' && state !== 'done' && state !== 'sent' && (
        <Actions>
          <Button
            kind="ghost"
            size="mid"
            text={account ? '换一个收款账户' : '填收款账户'}
            label={account ? '换一个收款账户' : '现在填收款账户'}
            onTap={onAccount}
          />
        </Actions>
      )}
    </Card>
  )
}

/** What came back, where that is still to be mended: not what he called back himself. */
const cameBack: Partial<Record<PayoutState, { words: string; tone: 'quiet' | 'stop' }>> = {
  failed: { words: '上次没打成', tone: 'stop' },
  collect: { words: '上次没收成', tone: 'quiet' },
}

const payoutWords = {
  'account-needed': '等你填账户',
  due: '排着队，马上打',
  sent: '在路上',
  collect: '等你在微信里收',
  done: '到账了',
  failed: '退回来了',
} as const

const collectedWords: Record<Exclude<Collected, 'closed'>, string> = {
  cancelled: '还没收，钱给你留着',
  failed: '微信没有打开收款页，请再点一次',
  outdated: '这个微信太旧，打不开收款页。请更新微信，或者换成银行卡',
  elsewhere: '要在微信小程序里收。在微信里打开暖新，或者换成银行卡',
}

/** Why the money has not been taken yet, where he tried. */
export function CollectionNotice({ claim, collection }: CollectionProps) {
  const { busy, collected, fault } = collection
  if (busy || !(claim.toCollect || fault)) return null
  if (fault) return <Notice kind="warn">{faultText(fault).note}</Notice>
  if (collected === undefined) return null
  return (
    <Notice kind={collected === 'closed' ? 'info' : 'warn'}>
      {collected === 'closed' ? '收过了的话，微信一会儿就告诉我们' : collectedWords[collected]}
    </Notice>
  )
}

interface CollectionProps {
  claim: AidClaim
  collection: ReturnType<typeof useCollection>
}
