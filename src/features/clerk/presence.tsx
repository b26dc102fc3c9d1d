import { type ReactNode, useEffect } from 'react'
import type { Worker } from '@/contract'
import { holdBright } from '@/platform'
import { faultText, isOffline } from '@/platform/query-view'
import { STEP_SECONDS } from '@/rules/voucher-code'
import {
  CodeCard,
  CountdownRing,
  CountdownSeconds,
  Digits,
  ErrorState,
  Line,
  Notice,
  Para,
  QrCode,
  Screen,
  SkeletonHero,
} from '@/ui'
import { AtStation } from './at-station'
import { usePresence } from './use-presence'
import type { ClerkStation } from './use-station-choice'

interface PresenceProps {
  worker: Worker
  /** The page is in front. */
  shown: boolean
}

/** What a clerk shows to whoever stands before him, for things that are only given there. */
export function Presence({ worker, shown }: PresenceProps) {
  return (
    <AtStation worker={worker} title="到站码">
      {(station, onChange, sheet) => <Code key={station.id} {...{ station, shown, onChange, sheet }} />}
    </AtStation>
  )
}

interface CodeProps {
  station: ClerkStation
  shown: boolean
  onChange?: () => void
  sheet: ReactNode
}

function Code({ station, shown, onChange, sheet }: CodeProps) {
  const { data, fault, refresh } = usePresence(station.id, shown)
  useEffect(() => (shown ? holdBright() : undefined), [shown])
  const round = data && { seconds: STEP_SECONDS, startedAt: data.startedAt, now: data.askedAt }
  return (
    <Screen
      title="到站码"
      back
      night
      notice={
        fault && data ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'}>没换成新码，有信号就会自己换</Notice>
        ) : undefined
      }
    >
      <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
      {data && round ? (
        <CodeCard
          top="给来领的人扫"
          note={
            <>
              <CountdownSeconds {...round} /> 秒后换新码，拍照没用
            </>
          }
        >
          <CountdownRing {...round}>
            <QrCode text={data.code} label="到站码" />
          </CountdownRing>
          <Digits value={data.digits} label="到站数字" />
        </CodeCard>
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
      ) : (
        <SkeletonHero />
      )}
      <Para tone="quiet" center>
        扫不了的，让他照着输 8 位数字
      </Para>
      {sheet}
    </Screen>
  )
}
