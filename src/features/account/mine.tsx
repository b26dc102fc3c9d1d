import { type ReactNode, useState } from 'react'
import type { Role, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline, type QueryView } from '@/platform/query-view'
import { occupationName } from '@/rules/eligibility'
import { dateText, yuan } from '@/rules/wording'
import {
  Actions,
  Button,
  ErrorState,
  HeroCard,
  Lead,
  List,
  ListRow,
  Notice,
  Para,
  Person,
  Screen,
  SkeletonList,
  SwitchRow,
} from '@/ui'
import { LogoutSheet, type Unsent } from './logout-sheet'
import type { LeavingControl } from './use-leaving'
import { chooseElder, usePreferences } from './preferences'
import type { Session } from './session'
import { ThemeSheet, themeWords } from './theme-sheet'

interface MineProps {
  session: Session
  me: QueryView<Worker>
  /** What of all that I may have I have not used yet; undefined where it is not known. */
  unused: number | undefined
  wallet: { ready: number; used: number; next: { title: string; expiresAt: number } | undefined }
  /** What the union has paid for me this year, in fen; undefined where it is not known. */
  paidFen: number | undefined
  /** My cover in a line. */
  cover: string
  tabs: ReactNode
  onLogin: () => void
  onWallet: () => void
  onEntitlements: () => void
  onAid: () => void
  leaving: LeavingControl
  onVerify: () => void
  onOccupation: () => void
  onDevices: () => void
  onPrivacy: () => void
  onDesk: () => void
  onReview: () => void
  onStaff: () => void
  onUnionCases: () => void
  onFairness: () => void
  onClaimsWatch: () => void
  onNotices: () => void
  onUnion: () => void
  onInvitation: () => void
  /** What would be lost, or would wait, if one logged out now. */
  unsent: () => Unsent
  onScans: () => void
  onLogout: () => void
}

/** Who I am, what is mine, how the app looks. */
export function Mine(props: MineProps) {
  const { session, me, tabs } = props
  return (
    <Screen title="我的" tabs={tabs} refreshing={me.refreshing} notice={<MineNotice {...props} />}>
      {session.state === 'anonymous' ? <Nobody onLogin={props.onLogin} /> : <Somebody {...props} />}
      <Settings {...props} />
      {session.state !== 'anonymous' && <Leave {...props} />}
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function MineNotice({ session, me, onLogin }: MineProps) {
  if (session.state === 'expired') {
    return (
      <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
        {session.ended ?? '登录过期了，券还在手机里'}
      </Notice>
    )
  }
  if (!me.fault || !me.data) return null
  return (
    <Notice
      kind={isOffline(me.fault) ? 'offline' : 'warn'}
      action={{ text: '重试', onTap: () => void me.refresh() }}
    >
      {isOffline(me.fault) ? '没信号 · 手机里存的还能看' : '没更新成 · 手机里存的还能看'}
    </Notice>
  )
}

function Nobody({ onLogin }: { onLogin: () => void }) {
  return (
    <>
      <Lead title="还没登录" note="登录后能领福利、看自己的券" />
      <Actions>
        <Button icon="me" text="登录" onTap={onLogin} />
      </Actions>
    </>
  )
}

function Somebody(props: MineProps) {
  const { session, me, unused, wallet, paidFen, cover, onWallet, onEntitlements, onAid, onDesk } = props
  const { onReview, onClaimsWatch, onStaff, onUnionCases, onFairness, onNotices } = props
  const worker = me.data
  if (!worker) {
    const retry = { text: '重试', onTap: () => void me.refresh() }
    return me.fault ? <ErrorState {...faultText(me.fault)} action={retry} /> : <SkeletonList rows={3} />
  }
  const { roles, stations } = worker
  return (
    <>
      <Person name={worker.maskedName} note={aboutText(worker)} />
      {worker.deletesAt && <Leaving {...props} at={Date.parse(worker.deletesAt)} />}
      {session.state === 'member' && roles.includes('worker') && (
        <HeroCard
          top="我的权益，还有"
          figure={{ value: unused === undefined ? '—' : String(unused), unit: '样没用' }}
          side={
            wallet.next && {
              strong: `${dateText(wallet.next.expiresAt)}前用`,
              note: wallet.next.title,
              tone: 'warn',
            }
          }
          note={paidFen ? `今年工会为你花了 ${yuan(paidFen)} 元` : undefined}
          foot={
            <Actions>
              <Button kind="quiet" size="mid" text="看我的权益" onTap={onEntitlements} />
            </Actions>
          }
        />
      )}
      <List>
        {roles.includes('clerk') && (
          <ListRow
            icon="desk"
            title="工作台"
            note={stations.map(({ name }) => name).join('、')}
            onTap={onDesk}
          />
        )}
        {roles.includes('reviewer') && (
          <ListRow icon="check" title="审核台" note="看材料、算互助金、打款" onTap={onReview} />
        )}
        {roles.includes('admin') && (
          <>
            <ListRow icon="me" title="人员" note="邀请、移除驿站员和审核员" onTap={onStaff} />
            <ListRow icon="list" title="入会申请" note="受理、通过，不通过要写明白" onTap={onUnionCases} />
            <ListRow icon="clock" title="公平领取" note="谁领得太快在等，可以放行" onTap={onFairness} />
            <ListRow icon="warn" title="互助金办得怎样" note="过了日子的、谁看过材料" onTap={onClaimsWatch} />
            <ListRow icon="phone" title="没发出去的消息" note="为什么没发出去，再发一次" onTap={onNotices} />
          </>
        )}
        <ListRow icon="gift" title="我的券" note={walletText(wallet)} onTap={onWallet} />
        <ListRow icon="shield" title="我的保障" note={cover} onTap={onAid} />
      </List>
      {session.state === 'member' && <Who {...props} worker={worker} />}
    </>
  )
}

/** Going soon, and the way back. */
function Leaving({ at, leaving }: MineProps & { at: number }) {
  const { fault } = leaving
  return (
    <>
      <Notice
        kind="warn"
        icon="clock"
        action={{ text: leaving.keeping ? '正在记' : '我不注销了', onTap: leaving.keep }}
      >
        {`${dateText(at)}注销账号`}
      </Notice>
      {fault && (
        <Notice kind="warn">
          {`${fault instanceof Refusal ? fault.detail : faultText(fault).note}，还没撤掉注销`}
        </Notice>
      )}
    </>
  )
}

/** What is known of who I am, and how to tell more. */
function Who({ worker, onVerify, onOccupation, onUnion }: MineProps & { worker: Worker }) {
  const { verified, occupation, occupationConfirmed, union } = worker
  return (
    <List>
      <ListRow
        icon="check"
        title="实名"
        note={verified ? '填过了，全号不显示' : '参加互助要用，只填字不拍照'}
        value={verified ? '已实名' : '还没'}
        onTap={onVerify}
      />
      <ListRow
        icon="bag"
        title="工种"
        note={occupationConfirmed ? '名册核对过' : occupation ? '自己填的，能改' : '填了，看哪些福利给你'}
        value={occupation ? occupationName(occupation) : '还没填'}
        onTap={onOccupation}
      />
      <ListRow
        icon="heart"
        title="入会"
        note={union ? union.name : '单位没有工会，也能自己入'}
        value={union ? '会员' : '还没'}
        onTap={onUnion}
      />
    </List>
  )
}

const walletText = ({ ready, used }: MineProps['wallet']): string =>
  [ready > 0 ? `${ready} 张能用` : '现在没有能用的', used > 0 && `用过 ${used} 张`]
    .filter(Boolean)
    .join(' · ')

const roleNames: Partial<Record<Role, string>> = { clerk: '驿站员', reviewer: '审核员', admin: '管理员' }

function aboutText({ occupation, roles, verified, union }: Worker): string {
  return [
    occupation && occupationName(occupation),
    ...roles.map((it) => roleNames[it]),
    occupation && (verified ? '已实名' : '还没实名'),
    union && '已入会',
  ]
    .filter(Boolean)
    .join(' · ')
}

function Settings({ session, onDevices, onPrivacy, onInvitation }: MineProps) {
  const { theme, elder } = usePreferences()
  const [choosing, setChoosing] = useState(false)
  const { note, value } = themeWords[theme]
  return (
    <>
      <List>
        <SwitchRow icon="text" title="长辈模式" note="字大、按钮大" on={elder} onChange={chooseElder} />
        <ListRow icon="moon" title="深色" note={note} value={value} onTap={() => setChoosing(true)} />
        {session.state !== 'anonymous' && (
          <ListRow icon="phone" title="登录过的手机" note="不是你的，让它退出" onTap={onDevices} />
        )}
        {session.state !== 'anonymous' && (
          <ListRow icon="desk" title="填邀请码" note="管理员请你做驿站员、审核员" onTap={onInvitation} />
        )}
        <ListRow icon="lock" title="隐私" note="我们知道你什么、怎么撤回" onTap={onPrivacy} />
      </List>
      {choosing && <ThemeSheet theme={theme} onClose={() => setChoosing(false)} />}
    </>
  )
}

function Leave({ unsent, onLogout, onScans }: MineProps) {
  const [asking, setAsking] = useState<Unsent>()
  const close = () => setAsking(undefined)
  return (
    <>
      <Actions>
        <Button kind="quiet" size="mid" text="退出登录" onTap={() => setAsking(unsent())} />
      </Actions>
      {asking && (
        <LogoutSheet
          unsent={asking}
          onClose={close}
          onScans={() => {
            close()
            onScans()
          }}
          onLogout={() => {
            close()
            onLogout()
          }}
        />
      )}
    </>
  )
}
