import { EmptyState } from '@/ui'
import type { Session } from './session'

interface LoggedOutProps {
  session: Session
  /** What logging in is good for here. */
  note: string
  onLogin: () => void
}

/** In place of what only a member has. */
export const LoggedOut = ({ session, note, onLogin }: LoggedOutProps) => (
  <EmptyState
    icon="lock"
    title={session.ended ? '这台手机退出了' : session.state === 'expired' ? '登录过期了' : '还没登录'}
    note={session.ended ?? note}
    action={{ text: '登录', kind: 'primary', onTap: onLogin }}
  />
)
