import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { lastMomentText, momentText } from '@/rules/wording'
import { Button } from '@/ui'
import type { Claim } from './api'
import { keptWords } from './campaign-hero'
import './campaigns.scss'
import type { CampaignNow } from './use-campaign'
import type { ClaimState } from './use-claim'

/** Where a campaign leads, and what puts right what stands in the way. */
export interface CampaignWays {
  onVoucher: (voucherId: string) => void
  /** Claims at once, or after login where there is no session. */
  onClaim: (claim: Claim) => void
  onDraw: (campaignId: string) => void
  /** To the open figures of every station. */
  onLedger: (campaignId: string) => void
  onBenefits: () => void
  /** To joining a union, for what is for members. */
  onUnion: () => void
  onVerify: () => void
  onOccupation: () => void
}

interface CampaignFootProps extends CampaignWays {
  data: CampaignNow
  claim: ClaimState
  picked: { id: string; name: string } | undefined
  /** Of what one chooses among; undefined where nothing is chosen yet. */
  variant: string | undefined
  /** Opens the way to claim by the station's code. */
  onPresence: () => void
}

/** The main action, or why there is none and what would help. */
export function CampaignFoot(props: CampaignFootProps) {
  const { data, claim, picked, variant, onVoucher, onClaim, onDraw, onBenefits, onPresence } = props
  const { campaign, standing } = data
  const { closesAt, distribution, draw, id, presence, variants } = campaign
  const { state, voucherId } = standing
  if (state === 'claimed') {
    return voucherId ? (
      <Button icon="ticket" text="看券" onTap={() => onVoucher(voucherId)} />
    ) : (
      <Button kind="quiet" text="领过了，看看别的" onTap={onBenefits} />
    )
  }
  if (state === 'entered' || state === 'waiting') {
    return <Said text={keptWords[state]} button={<Button text="看我的签" onTap={() => onDraw(id)} />} />
  }
  if (state === 'refused') return <RefusedFoot {...props} />
  if (variants && variant === undefined) {
    return <Button text="领取" disabled why={`先选${variants.label}`} />
  }
  const bound = distribution === 'stock' || distribution === 'daily'
  if (bound && !picked) {
    const why = variant ? `${variant} 都领完了，换个${variants?.label ?? ''}` : '都领完了'
    return <Button text="领取" disabled why={why} />
  }
  const login = state === 'anonymous' ? '登录后' : ''
  const busy = claim.state === 'claiming'
  if (draw) {
    return (
      <Said
        text={`报名到 ${lastMomentText(Date.parse(closesAt))}，早晚机会一样`}
        button={<Button text={`${login}报名抽签`} busy={busy} onTap={() => onClaim({ campaignId: id })} />}
      />
    )
  }
  const at = picked ? `到${picked.name}${distribution === 'daily' ? '吃' : '取'}` : '哪个站都能取'
  if (presence) {
    return (
      <Said
        text={picked ? `到${picked.name}，当面领` : '到站当面领'}
        button={<Button icon="scan" text="到站扫码领" busy={busy} onTap={onPresence} />}
      />
    )
  }
  return (
    <Said
      text={variant ? `${variant} · ${at}` : at}
      button={
        <Button
          text={`${login}领取`}
          busy={busy}
          onTap={() => onClaim({ campaignId: id, stationId: picked?.id, variant })}
        />
      }
    />
  )
}

const Said = ({ text, button }: { text: string | undefined; button: ReactNode }) => (
  <>
    {text && <View className="cd-at">{text}</View>}
    {button}
  </>
)

/** What the person himself can put right leads there; the rest says why and when. */
function RefusedFoot({ data, onDraw, onUnion, onVerify, onOccupation }: CampaignFootProps) {
  const { campaign, standing } = data
  const { code, retryAt, why } = standing
  const mend = {
    'membership-required': { text: '去入会', onTap: onUnion },
    'region-elsewhere': { text: '看看我的工会', onTap: onUnion },
    'verification-required': { text: '去实名', onTap: onVerify },
    'not-eligible': { text: '看看我的工种', onTap: onOccupation },
  } as const
  const way = code && code in mend ? mend[code as keyof typeof mend] : undefined
  if (way) return <Said text={why} button={<Button {...way} />} />
  if (campaign.draw && code === 'campaign-ended') {
    return <Said text="报名截止了" button={<Button text="看抽签结果" onTap={() => onDraw(campaign.id)} />} />
  }
  const at = retryAt && momentText(Date.parse(retryAt))
  const when = at && (code === 'sold-out-today' ? `${at} 又有` : `${at} 开始领`)
  return <Button text="现在不能领" disabled why={[why, when].filter(Boolean).join('，')} />
}
