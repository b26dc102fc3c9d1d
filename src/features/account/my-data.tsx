import type { PersonalExport } from '@/contract'
import { type Given, filesGoTo } from '@/platform'
import { faultText, staleNotice } from '@/platform/query-view'
import { Actions, Button, Card, ErrorState, Notice, Pairs, Para, Screen, Section, SkeletonList } from '@/ui'
import { LoggedOut } from './logged-out'
import { sectionsOf } from './my-data-sections'
import type { Session } from './session'
import type { MyDataControl } from './use-my-data'

interface MyDataProps {
  session: Session
  control: MyDataControl
  /** Epoch ms, for how old things are. */
  now: number
  onLogin: () => void
}

/** Of one section; the rest is in the file. */
const mostRows = 20

/** All that is known of me, to be read and to be taken along. */
export function MyData({ session, control, now, onLogin }: MyDataProps) {
  const { view } = control
  const { data, fault, refresh, refreshing } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  if (session.state !== 'member') {
    return (
      <Screen title="我的资料" back>
        <LoggedOut session={session} note="登录后能看、能拿走" onLogin={onLogin} />
      </Screen>
    )
  }
  if (!data) {
    return (
      <Screen title="我的资料" back>
        {fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonList rows={6} />}
      </Screen>
    )
  }
  return (
    <Screen
      title="我的资料"
      back
      refreshing={refreshing}
      notice={fault && <Notice {...staleNotice(fault, view, now)} />}
      foot={
        <>
          <Taken control={control} />
          <Actions>
            <Button text={filesGoTo} busy={control.taking} onTap={() => control.take(data)} />
          </Actions>
        </>
      }
    >
      <Copy copy={data} />
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

const takenText: Record<Given, string | undefined> = {
  saved: '存到手机的下载里了',
  sent: '发出去了',
  copied: '都复制了，粘贴到哪里都行',
  cancelled: undefined,
}

function Taken({ control: { taken, fault } }: { control: MyDataControl }) {
  if (fault) return <Notice kind="warn">没拿成，再点一次</Notice>
  const text = taken && takenText[taken]
  return text ? (
    <Notice kind="info" icon="check">
      {text}
    </Notice>
  ) : null
}

const Copy = ({ copy }: { copy: PersonalExport }) => (
  <>
    <Para>我们知道你的，都在这里。姓名和号码这里也不写全，免得被别人看见。</Para>
    {sectionsOf(copy).map(({ title, rows, none }) => (
      <DataCard key={title} title={title} rows={rows} none={none} />
    ))}
  </>
)

function DataCard({ title, rows, none }: ReturnType<typeof sectionsOf>[number]) {
  const shown = rows.slice(0, mostRows)
  return (
    <>
      <Section title={title} />
      <Card>
        {shown.length > 0 ? (
          <Pairs rows={shown.map((row) => ({ ...row, tone: 'quiet' }))} />
        ) : (
          <Para inset tone="quiet">
            {none}
          </Para>
        )}
        {rows.length > shown.length && (
          <Para inset tone="quiet">{`还有 ${rows.length - shown.length} 条，都在拿走的那份里`}</Para>
        )}
      </Card>
    </>
  )
}
