import { openSettings } from '@/platform'
import { Notice } from '@/ui'
import type { LocateState } from './use-place'

interface LocateRefusedProps {
  state: LocateState
  /** What else can be done here: 在下面选一个地方. */
  instead: string
}

/** Why the phone gives no position, and what to do about it; nothing where it was not refused. */
export function LocateRefused({ state, instead }: LocateRefusedProps) {
  if (state === 'idle' || state === 'asking') return null
  const words = {
    denied: `没有位置权限。可以在设置里打开，或${instead}`,
    unavailable: `手机现在给不出位置，先${instead}`,
    timeout: `等了一会儿没等到位置，再试一次，或${instead}`,
  }
  const settings = state === 'denied' && openSettings
  return (
    <Notice kind="warn" action={settings ? { text: '去设置', onTap: () => void settings() } : undefined}>
      {words[state]}
    </Notice>
  )
}
