import { isSessionLost } from '@/platform/call'
import { faultText, staleNotice } from '@/platform/query-view'
import { DAY } from '@/rules/shanghai'
import { lastMomentText, remainingText, yuan } from '@/rules/wording'
import {
  Bullets,
  Card,
  EmptyState,
  ErrorState,
  HeroCard,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonHero,
  SkeletonList,
  Stats,
} from '@/ui'
import { drawnText, itemText, ticketLines } from './campaign-words'
import type { Entitlements as Mine, EntitlementsView } from './use-entitlements'

interface EntitlementsProps {
  view: EntitlementsView
  onCampaign: (campaignId: string) => void
  onVoucher: (voucherId: string) => void
  onDraw: (campaignId: string) => void
  onBenefits: () => void
  onLogin: () => void
}

/** All I am entitled to and have not used, what of it ends soon, and what the union did for me this year. */
export function Entitlements({ view, onBenefits, onLogin, ...ways }: EntitlementsProps) {
  const { data, fault, now, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  if (isSessionLost(fault) || !data) {
    return (
      <Screen title="我的权益" back>
        {isSessionLost(fault) ? (
          <EmptyState icon="lock" title="登录后看自己的权益" action={{ text: '去登录', onTap: onLogin }} />
        ) : fault ? (
          <ErrorState {...faultText(fault)} action={retry} />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={4} />
          </>
        )}
      </Screen>
    )
  }
  const { open, entries, vouchers, endingSoon } = data
  const unused = open.length + vouchers.length
  return (
    <Screen
      title="我的权益"
      back
      refreshing={view.refreshing}
      notice={fault && <Notice {...staleNotice(fault, view, now)} />}
    >
      <HeroCard
        top="你的，还没用"
        figure={{ value: String(unused), unit: '样' }}
        side={
          endingSoon > 0
            ? { strong: `${endingSoon} 样 3 天内到期`, note: '排在前面', tone: 'warn' }
            : { strong: '3 天内没有到期的', tone: 'open' }
        }
      />
      {unused + entries.length === 0 && (
        <EmptyState
          title="都用完了"
          note="有新的会放在这里"
          action={{ text: '看看福利', onTap: onBenefits }}
        />
      )}
      <Filled data={data} now={now} {...ways} />
      <Statement statement={data.statement} />
    </Screen>
  )
}

interface FilledProps extends Pick<EntitlementsProps, 'onCampaign' | 'onVoucher' | 'onDraw'> {
  data: Mine
  now: number
}

function Filled({ data: { open, entries, vouchers }, now, onCampaign, onVoucher, onDraw }: FilledProps) {
  return (
    <>
      {vouchers.length > 0 && (
        <>
          <Section title="领到了，还没用" aside={`${vouchers.length} 张`} />
          <List>
            {vouchers.map((it) => (
              <ListRow
                key={it.id}
                icon="ticket"
                title={[it.title, it.variant].filter(Boolean).join(' · ')}
                note={[it.uses && `还能用 ${it.uses.left} 次`, endText('用', it.expiresAt, now)]
                  .filter(Boolean)
                  .join(' · ')}
                noteTone={isSoon(it.expiresAt, now) ? 'warn' : undefined}
                onTap={() => onVoucher(it.id)}
              />
            ))}
          </List>
        </>
      )}
      {open.length > 0 && (
        <>
          <Section title="能领，还没领" aside={`${open.length} 样`} />
          <List>
            {open.map(({ campaign, standing }) => (
              <ListRow
                key={campaign.id}
                icon="gift"
                title={campaign.title}
                note={
                  isSoon(campaign.closesAt, now)
                    ? endText('领', campaign.closesAt, now)
                    : ticketLines(campaign, standing.state).at(-1)
                }
                noteTone={isSoon(campaign.closesAt, now) ? 'warn' : undefined}
                onTap={() => onCampaign(campaign.id)}
              />
            ))}
          </List>
        </>
      )}
      {entries.length > 0 && (
        <>
          <Section title="报名的抽签" />
          <List>
            {entries.map((it) => (
              <ListRow
                key={it.entryId}
                icon="star"
                title={it.title}
                note={it.state === 'waiting' ? `没抽中，候补第 ${it.place ?? 1} 位` : drawnText(it.drawsAt)}
                onTap={() => onDraw(it.campaignId)}
              />
            ))}
          </List>
        </>
      )}
    </>
  )
}

const isSoon = (end: string, now: number) => Date.parse(end) <= now + 3 * DAY

/** 快到期，还有 5 小时; where it is not soon, the day: 用到 12 月 3 日. */
const endText = (what: string, end: string, now: number): string => {
  const at = Date.parse(end)
  const until = `${what}到 ${lastMomentText(at)}`
  return isSoon(end, now) ? `快到期，${remainingText(at - now)}` : until
}

function Statement({ statement }: { statement: Mine['statement'] }) {
  const { year, claimed, redeemed, items, savedFen, subsidyFen } = statement
  const money = savedFen + subsidyFen
  return (
    <Card title={`${year} 年，工会为你做的`}>
      <Stats
        items={[
          { value: String(claimed), label: '领了几样' },
          { value: String(redeemed), label: '用了几次' },
          { value: yuan(money), label: '补贴，元' },
        ]}
      />
      {items.length > 0 && <Bullets mark="yes" items={items.map(itemText)} />}
      {money > 0 && (
        <Para inset tone="quiet">
          {[
            savedFen > 0 && `吃饭等省了 ${yuan(savedFen)} 元`,
            subsidyFen > 0 && `保障补了 ${yuan(subsidyFen)} 元`,
          ]
            .filter(Boolean)
            .join('，')}
        </Para>
      )}
    </Card>
  )
}
