import type { ReactNode } from 'react'
import type { Role, Worker } from '@/contract'
import { useMe, useSession } from '@/features/account'
import { back, go } from '@/platform'
import { faultText } from '@/platform/query-view'
import { EmptyState, ErrorState, Screen, SkeletonHero, SkeletonList } from '@/ui'

const words = {
  clerk: { title: '这里是驿站人员用的', note: '你的账号不是驿站工作人员' },
  reviewer: { title: '这里是审核员用的', note: '你的账号不是审核员' },
  admin: { title: '这里是管理员用的', note: '你的账号不是管理员' },
} as const satisfies Partial<Record<Role, { title: string; note: string }>>

interface RoleGateProps {
  role: keyof typeof words
  /** Of the screen behind. */
  title: string
  children: (worker: Worker) => ReactNode
}

const openLogin = () => go('login')

/** A screen for those who have the role, and for everyone else why it is not theirs. */
export function RoleGate({ role, title, children }: RoleGateProps) {
  const { state } = useSession()
  const me = useMe()
  const worker = state === 'member' ? me.data : undefined
  if (worker?.roles.includes(role)) return children(worker)
  return (
    <Screen title={title} back>
      {state !== 'member' ? (
        <EmptyState
          icon="lock"
          title={state === 'expired' ? '登录过期了' : '还没登录'}
          note={words[role].title}
          action={{ text: '去登录', onTap: openLogin }}
        />
      ) : worker ? (
        <EmptyState icon="desk" {...words[role]} action={{ text: '回去', onTap: back }} />
      ) : me.fault ? (
        <ErrorState {...faultText(me.fault)} action={{ text: '重试', onTap: () => void me.refresh() }} />
      ) : (
        <>
          <SkeletonHero />
          <SkeletonList rows={3} />
        </>
      )}
    </Screen>
  )
}
