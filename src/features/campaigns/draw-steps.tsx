import type { DrawTerms } from '@/contract'
import { Steps } from '@/ui'
import { lastMomentText } from '@/rules/wording'
import { drawnText } from './campaign-words'

interface DrawStepsProps {
  draw: DrawTerms
  closesAt: string
  now: number
  /** Whether it was drawn. */
  drawn?: boolean
}

/** How a draw goes, and how far it is. */
export function DrawSteps({ draw, closesAt, now, drawn = false }: DrawStepsProps) {
  const closed = Date.parse(closesAt) <= now
  return (
    <Steps
      steps={[
        {
          title: closed ? '报名截止了' : `报名到 ${lastMomentText(Date.parse(closesAt))}`,
          note: '早报晚报，机会一样',
          state: closed ? 'done' : 'now',
        },
        {
          title: '名单锁定，公布名单的指纹',
          note: '改一个字，指纹就变；谁也加不进、删不掉',
          state: closed ? 'done' : 'next',
        },
        {
          title: drawnText(draw.drawsAt),
          note: `按“${draw.source}”算，谁也定不了`,
          state: drawn ? 'done' : closed ? 'now' : 'next',
        },
        {
          title: '抽中的拿券，没抽中的候补',
          note: '有人退回，按顺序自动补上',
          state: drawn ? 'now' : 'next',
        },
      ]}
    />
  )
}
