import './platform/older-phones'
// Before any screen's own.
import '@/ui/styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { type PropsWithChildren, useState } from 'react'
import {
  onPersonChange,
  sessionExpired,
  sessionToken,
  sessionWorkerId,
  usePreferences,
} from '@/features/account'
import { sendWaitingScans, startScanSync } from '@/features/clerk'
import { followSentClaims, forgetDrafts, startSendingOut } from '@/features/aid-claims'
import { forgetVouchers } from '@/features/vouchers'
import { back, fontScale, headerMetrics, holdRequests } from '@/platform'
import { onSessionLost, setTokenSource } from '@/platform/call'
import { UiProvider } from '@/ui'
import { PageBeside } from './page-beside'
import { forgetPersonalReplies, queryClient, startQueries } from './query-client'
import './app.scss'

// The one door to the mock: other builds drop it with all that is behind it.
if (process.env.TARO_APP_MOCK === 'tab') {
  holdRequests(import('../mock/browser').then(({ startTabApi }) => startTabApi()))
}
startQueries()
setTokenSource(sessionToken)
onSessionLost((why) => {
  // Who was logged out from elsewhere has to be told: it may not have been he.
  sessionExpired(why.code === 'session-required' ? null : why.detail)
  // Even what anyone may see was refused under the dead token.
  void queryClient.invalidateQueries()
})
followSentClaims(queryClient)
startSendingOut()
onPersonChange(() => {
  forgetVouchers()
  forgetDrafts()
  forgetPersonalReplies()
  sendWaitingScans()
})
startScanSync(sessionWorkerId)

/** Neither changes while the app runs. */
const windowSettings = () => ({ fontScale: fontScale(), metrics: headerMetrics() })

export default function App({ children }: PropsWithChildren) {
  const { theme, elder } = usePreferences()
  const [{ fontScale: scale, metrics }] = useState(windowSettings)
  return (
    <QueryClientProvider client={queryClient}>
      <UiProvider
        theme={theme}
        elder={elder}
        fontScale={scale}
        metrics={metrics}
        onBack={back}
        Beside={PageBeside}
      >
        {children}
      </UiProvider>
    </QueryClientProvider>
  )
}
