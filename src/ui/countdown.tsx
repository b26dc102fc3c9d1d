import { Text, View } from '@tarojs/components'
import { memo, type ReactNode } from 'react'
import { hidden } from './a11y'

interface RunProps {
  /** Length of a round in seconds. */
  seconds: number
  /** When this round began and what time it is now, both ms of one clock. Pass a fresh `now` when a round begins and
   *  when the app comes back to the front; in between it may stay, the style sheet does the ticking. */
  startedAt: number
  now: number
}

function animation({ seconds, startedAt, now }: RunProps) {
  const past = Math.min(seconds * 1000, Math.max(0, now - startedAt))
  return { animationDuration: `${seconds}s`, animationDelay: `-${Math.round(past)}ms` }
}

/** A ring around its content that empties clockwise. It runs as an animation begun in the past: a second costs no
 *  render and no setData. */
export const CountdownRing = memo(function CountdownRing({
  children,
  ...run
}: RunProps & { children?: ReactNode }) {
  const style = animation(run)
  const key = `${run.startedAt}/${run.now}`
  return (
    <View className="ring">
      <View className="ring-half ring-r" {...hidden}>
        <View className="ring-fill ring-fr" style={style} key={key} />
      </View>
      <View className="ring-half ring-l" {...hidden}>
        <View className="ring-fill ring-fl" style={style} key={key} />
      </View>
      <View className="ring-in">{children}</View>
    </View>
  )
})

/** The seconds left, as a strip of figures that moves up one line a second. Readers skip it: say the round's length
 *  in words beside it. */
export const CountdownSeconds = memo(function CountdownSeconds(run: RunProps) {
  const style = { ...animation(run), animationTimingFunction: `steps(${run.seconds})` }
  return (
    <View className="secs" {...hidden}>
      <View className="secs-in" style={style} key={`${run.startedAt}/${run.now}`}>
        {Array.from({ length: run.seconds }, (_, i) => (
          <Text className="secs-1" key={i}>
            {run.seconds - i}
          </Text>
        ))}
      </View>
    </View>
  )
})
