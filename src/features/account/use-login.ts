import { useMutation, useQuery } from '@tanstack/react-query'
import type { Persona } from '@/contract'
import { wechatCode } from '@/platform'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchHealth, openSession } from './api'
import { sessionOpened } from './session'
import { type PhoneLoginControl, usePhoneLogin } from './use-phone-login'

export interface LoginControl {
  /** Whether this server lets one try it as a persona. */
  view: QueryView<{ demo: boolean }>
  /** As a persona. */
  login: (persona: Persona) => void
  /** Who is being logged in. */
  pending: Persona | undefined
  fault: Error | null
  /** Undefined outside WeChat. */
  wechat: { login: () => void; busy: boolean; fault: Error | null } | undefined
  phone: PhoneLoginControl
}

/** Logging in, as far as the server and the platform offer it. */
export function useLogin(onDone: () => void): LoginControl {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => fetchHealth(signal),
    meta: { keep: false },
  })
  const demo = useMutation({
    mutationFn: (persona: Persona) => openSession({ provider: 'demo', code: persona }),
    onSuccess: (opened) => {
      sessionOpened({ ...opened, demo: true })
      onDone()
    },
  })
  const wechat = useMutation({
    mutationFn: async (given: () => Promise<string>) =>
      openSession({ provider: 'wechat', code: await given() }),
    onSuccess: (opened) => {
      sessionOpened({ ...opened, demo: false })
      onDone()
    },
  })
  const phone = usePhoneLogin(onDone)
  const codeOf = wechatCode
  return {
    view: viewOf(health),
    login: demo.mutate,
    pending: demo.isPending ? demo.variables : undefined,
    fault: demo.error,
    wechat: codeOf && {
      login: () => wechat.mutate(codeOf),
      busy: wechat.isPending,
      fault: wechat.error,
    },
    phone,
  }
}
