import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Voucher } from '@/contract'
import { openMap } from '@/platform'
import { metresBetween } from '@/rules/nearest'
import { dayOf } from '@/rules/shanghai'
import { lastMomentText } from '@/rules/wording'
import { Actions, Button, Icon, Outcome, Screen } from '@/ui'
import { fromText } from './campaign-words'
import { type From, awayText } from './from'
import './campaigns.scss'

interface GrantedProps {
  voucher: Voucher
  from: From
  /** Drawn last. */
  offer?: ReactNode
  onVoucher: (voucherId: string) => void
  onBack: () => void
}

/** It is yours: until when, where, and that it works without signal. */
export function Granted({ voucher, from, offer, onVoucher, onBack }: GrantedProps) {
  const { station } = voucher
  const show = () => onVoucher(voucher.id)
  return (
    <Screen
      title=""
      back
      onBack={onBack}
      foot={
        station ? (
          <Actions>
            <Button
              icon="go"
              text={laterOf(voucher) === undefined ? '现在去领' : '看怎么走'}
              onTap={() => openMap({ ...station.point, name: station.name, address: station.address })}
            />
            <Button kind="quiet" size="mid" text="看券" onTap={show} />
          </Actions>
        ) : (
          <Actions>
            <Button icon="ticket" text="看券" onTap={show} />
          </Actions>
        )
      }
    >
      <Outcome
        icon="gift"
        tone="gift"
        title="是你的了"
        lead={[voucher.title, voucher.variant, voucher.uses ? `能用 ${voucher.uses.total} 次` : '× 1']
          .filter(Boolean)
          .join(' ')}
        note={
          <>
            <View>{untilWords(voucher)}</View>
            <View>
              {station
                ? `${station.name} · ${awayText(from, metresBetween(from.point, station.point))}`
                : '这份福利的驿站，哪个都能取'}
            </View>
          </>
        }
      />
      <View className="kept">
        <Icon name="off" size={28} />
        <View className="kept-text">到站没信号也能用，码已经存在手机里</View>
      </View>
      {offer}
    </Screen>
  )
}

/** From when on it can be collected, where that is still to come. */
function laterOf({ claimedAt, usableFrom }: Voucher): number | undefined {
  const from = usableFrom === undefined ? -Infinity : Date.parse(usableFrom)
  return from > Date.parse(claimedAt) ? from : undefined
}

/** What is for one day is for that day. */
function untilWords(voucher: Voucher): string {
  const { claimedAt, expiresAt } = voucher
  const end = Date.parse(expiresAt)
  const later = laterOf(voucher)
  if (later !== undefined) return `${fromText(later)}能取，留到 ${lastMomentText(end)}`
  return dayOf(end - 1) === dayOf(Date.parse(claimedAt))
    ? '今天用，过了今天就让给别人'
    : `给你留到 ${lastMomentText(end)}`
}
