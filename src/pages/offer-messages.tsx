import type { NoticeKind } from '@/contract'
import { useConsentNow } from '@/features/account'
import { AskMessages } from '@/features/notices'
import { askMessages } from '@/platform'

const offers = {
  claimed: { kinds: ['expiring', 'redeemed'], text: '快到期、领走时，微信告诉我' },
  entered: { kinds: ['ready'], text: '中了，微信告诉我' },
} as const satisfies Record<string, { kinds: readonly NoticeKind[]; text: string }>

function Offer({ after }: { after: keyof typeof offers }) {
  const { consent, give } = useConsentNow('messages')
  return <AskMessages {...offers[after]} consent={consent} onConsent={give} />
}

/** Messages are offered after a claim, or after taking part in a draw: when one knows what they are for. Not on H5. */
export const offerMessages = askMessages && {
  claimed: <Offer after="claimed" />,
  entered: <Offer after="entered" />,
}
