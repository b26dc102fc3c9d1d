import type { ReactNode } from 'react'
import type { Policy } from '@/contract'
import { Actions, HeroCard, Tag } from '@/ui'
import { daysLeft, lastDay, policyState, policyTag, sumFigure } from './policy-words'

interface PolicyCardProps {
  policy: Policy
  /** Epoch ms. */
  now: number
  /** What to do when something happened. */
  accident: ReactNode
}

/** A policy: whom it protects, with how much, until when, and whom to ring when something happened. */
export function PolicyCard({ policy, now, accident }: PolicyCardProps) {
  const state = policyState(policy, now)
  return (
    <HeroCard
      top={<Tag {...policyTag(policy, now)} />}
      title={`${policy.title} · ${policy.holder}`}
      figure={sumFigure(policy)}
      side={{
        strong: `到 ${lastDay(policy)}`,
        note: state === 'in-force' ? daysLeft(policy, now) : undefined,
        tone: state === 'in-force' ? 'open' : 'closed',
      }}
      note={state === 'waiting' ? '保障期里出了事，都能报。' : '家人也能替你报、替你打。'}
    >
      <Actions>{accident}</Actions>
    </HeroCard>
  )
}
