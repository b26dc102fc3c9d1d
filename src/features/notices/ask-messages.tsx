import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Consent, NoticeKind } from '@/contract'
import { askMessages } from '@/platform'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { Actions, Button, Notice, Para, Sheet } from '@/ui'
import { fetchSubscriptions, subscribe } from './api'

const subscriptionsKey = ['me', 'subscriptions'] as const

interface AskMessagesProps {
  /** What may be told of. */
  kinds: readonly NoticeKind[]
  /** What it is for: 快到期了，微信告诉我. */
  text: string
  /** The consent that messages need; undefined while it is not known. */
  consent: Consent | undefined
  /** Gives it, under the text that was shown. */
  onConsent: (consent: Consent) => Promise<unknown>
}

/**
 * Offers a message by WeChat, where WeChat is and where there is something to tell: never by itself, only on a tap. Draw it
 * inside a Screen.
 */
export function AskMessages(props: AskMessagesProps) {
  return askMessages && props.consent ? <Offer {...props} consent={props.consent} ask={askMessages} /> : null
}

interface OfferProps extends AskMessagesProps {
  consent: Consent
  ask: NonNullable<typeof askMessages>
}

function Offer({ kinds, text, consent, onConsent, ask }: OfferProps) {
  const client = useQueryClient()
  const [reading, setReading] = useState(false)
  // Known before the tap: WeChat asks within it, or not at all.
  const { data } = useQuery({
    queryKey: subscriptionsKey,
    queryFn: ({ signal }) => fetchSubscriptions(signal),
    staleTime: 60_000,
  })
  const offered = data?.subscriptions.filter((it) => kinds.includes(it.kind) && it.left === 0) ?? []
  const {
    mutate,
    isPending,
    error,
    data: allowed,
  } = useMutation({
    mutationFn: async (asked: Promise<string[]>) => {
      const through = await asked
      const wanted = offered.filter((it) => through.includes(it.templateId)).map((it) => it.kind)
      if (wanted.length === 0) return 0
      if (consent.state !== 'given') await onConsent(consent)
      client.setQueryData(subscriptionsKey, await subscribe(wanted))
      return wanted.length
    },
    onSettled: () => setReading(false),
  })
  const send = () => mutate(ask(offered.map((it) => it.templateId)))
  if (allowed) return <Notice kind="info">好，到时候微信告诉你</Notice>
  if (offered.length === 0) return null
  return (
    <>
      {allowed === 0 && <Notice kind="info">没有打开。想要的时候再点</Notice>}
      {error && (
        <Notice kind="warn">
          {error instanceof Refusal ? error.detail : `${faultText(error).title}，还没记上，再点一次`}
        </Notice>
      )}
      <Actions>
        <Button
          kind="quiet"
          size="mid"
          icon="phone"
          text={text}
          busy={isPending}
          onTap={() => (consent.state === 'given' ? send() : setReading(true))}
        />
      </Actions>
      {reading && (
        <Sheet title={consent.title} onClose={() => setReading(false)}>
          <Para>{consent.text}</Para>
          <Actions>
            <Button text="同意，打开" busy={isPending} onTap={send} />
            <Button
              kind="quiet"
              size="mid"
              text="先不"
              disabled={isPending}
              onTap={() => setReading(false)}
            />
          </Actions>
        </Sheet>
      )}
    </>
  )
}
