import type { Worker } from '@/contract'
import { isOffline, type QueryView } from '@/platform/query-view'
import { occupationName } from '@/rules/eligibility'
import {
  Actions,
  Bullets,
  Button,
  Card,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonList,
} from '@/ui'
import type { Session } from './session'

interface PrivacyProps {
  session: Session
  me: QueryView<Worker>
  onLogin: () => void
  onConsents: () => void
  onExport: () => void
  onLeave: () => void
}

const never = [
  '你走过哪里：位置只在手机上用；向服务器找驿站时只给大约的位置，用完不留',
  '身份证照片、人脸、通讯录',
  '你接什么单、挣多少钱',
]

/** What is known about me, why and how long, in plain words; and what I can do about it. */
export function Privacy(props: PrivacyProps) {
  const { session } = props
  return (
    <Screen title="隐私" back notice={<PrivacyNotice {...props} />}>
      {session.state === 'member' ? <Known {...props} /> : <KnownOfNobody {...props} />}
      <Section title="我们不收的" />
      <Card>
        <Bullets mark="no" items={never} />
      </Card>
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function PrivacyNotice({ session, me }: PrivacyProps) {
  const { fault, data, refresh } = me
  if (session.state !== 'member' || !fault || !data) return null
  return (
    <Notice
      kind={isOffline(fault) ? 'offline' : 'warn'}
      action={{ text: '重试', onTap: () => void refresh() }}
    >
      {isOffline(fault) ? '没信号 · 手机里存的还能看' : '没更新成 · 手机里存的还能看'}
    </Notice>
  )
}

function KnownOfNobody({ session, onLogin }: PrivacyProps) {
  const expired = session.state === 'expired'
  return (
    <>
      <Section title="我们知道你的" />
      <Card>
        <Para inset>
          {expired
            ? '登录过期了，登录后能看、能撤回。'
            : '你没有登录，我们不知道你是谁。看驿站、看福利都不用登录。'}
        </Para>
      </Card>
      {expired && (
        <Actions>
          <Button text="登录" onTap={onLogin} />
        </Actions>
      )}
    </>
  )
}

function Known({ me, onConsents, onExport, onLeave }: PrivacyProps) {
  const worker = me.data
  return (
    <>
      <List>
        <ListRow icon="check" title="同意过什么" note="看说明、撤回，马上生效" onTap={onConsents} />
        <ListRow icon="list" title="我的资料" note="一样样看，拿走一份" onTap={onExport} />
        <ListRow icon="cross" title="注销账号" note="7 天里能反悔" onTap={onLeave} />
      </List>
      <Section title="我们知道你的" />
      {worker ? (
        <List>
          {knownRows(worker).map((row) => (
            <ListRow key={row.title} {...row} />
          ))}
        </List>
      ) : (
        <SkeletonList rows={5} />
      )}
    </>
  )
}

/** Each with what it is for and how long it stays; server/account/retention.ts keeps to it. */
function knownRows({ maskedName, maskedPhone, occupation, verified, stations }: Worker) {
  return [
    ...(verified
      ? [
          { title: '姓名', note: '保障记在谁名下。留到你撤回或注销', value: maskedName },
          {
            title: '身份证号',
            note: '一个人只有一份保障。加密存，不显示全号，留到你撤回或注销；有保障的留到保障期过',
            value: '填过了',
          },
        ]
      : [{ title: '姓名、身份证号', note: '没填过', value: '没有' }]),
    {
      title: '手机号',
      note: maskedPhone ? '登录用。加密存，留到你换号或注销' : '绑不绑都行',
      value: maskedPhone ?? '没有',
    },
    {
      title: '工种',
      note: '看哪些福利是发给你的。留到注销',
      value: occupation ? occupationName(occupation) : '没有',
    },
    ...(stations.length > 0
      ? [
          {
            title: '在哪上班',
            note: '核销用。不在那里上班了就删',
            value: stations.map(({ name }) => name).join('、'),
          },
        ]
      : []),
    {
      title: '登录过的手机',
      note: '让你看得见、能让它退出。只记哪种手机、哪天用过，退出 30 天后删',
    },
    {
      title: '领过、用过的',
      note: '一人一份，不多领。记哪样、哪站、哪天，留到注销；公开的账本里没有名字',
    },
    { title: '付过的钱', note: '保障要记账。注销后账还在，名字抹掉' },
  ]
}
