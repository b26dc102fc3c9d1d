import type { Worker } from '@/contract'
import { type QueryView, faultText } from '@/platform/query-view'
import { EmptyState, ErrorState, Screen, SkeletonHero, SkeletonList } from '@/ui'
import { Desk } from './desk'

interface ClerkDeskProps {
  /** Whose session this is; undefined where there is none that lives. */
  caller: QueryView<Worker> | undefined
  /** A code that was scanned elsewhere. */
  scanned?: string
  onLogin: () => void
  onBack: () => void
}

/** The desk for clerks, and for everyone else why it is not theirs. */
export function ClerkDesk({ caller, scanned, onLogin, onBack }: ClerkDeskProps) {
  const worker = caller?.data
  if (worker?.roles.includes('clerk')) return <Desk worker={worker} scanned={scanned} />
  return (
    <Screen title="工作台" back>
      {!caller ? (
        <EmptyState icon="lock" title="登录后核销" action={{ text: '去登录', onTap: onLogin }} />
      ) : worker ? (
        <EmptyState
          icon="desk"
          title="这里是驿站人员用的"
          note="你的账号不是驿站工作人员"
          action={{ text: '回去', onTap: onBack }}
        />
      ) : caller.fault ? (
        <ErrorState
          {...faultText(caller.fault)}
          action={{ text: '重试', onTap: () => void caller.refresh() }}
        />
      ) : (
        <>
          <SkeletonHero />
          <SkeletonList rows={3} />
        </>
      )}
    </Screen>
  )
}
