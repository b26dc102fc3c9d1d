import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'
import { isMember } from '@/features/account'
import { go } from '@/platform'

/**
 * For what only a member can do: acts at once where one is logged in, else once he has logged in and is back on this
 * page. Whoever comes back without logging in has thought better of it.
 */
export function useRequireSession(): (act: () => void) => void {
  const waiting = useRef<() => void>()
  useDidShow(() => {
    const act = waiting.current
    waiting.current = undefined
    if (act && isMember()) act()
  })
  return (act) => {
    if (isMember()) {
      act()
      return
    }
    waiting.current = act
    go('login')
  }
}
