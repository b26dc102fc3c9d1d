import { View } from '@tarojs/components'
import { a11y } from './a11y'
import { cx } from './cx'

interface Step {
  title: string
  note?: string
  state: 'done' | 'now' | 'next' | 'stop'
}

const words: Record<Step['state'], string> = {
  done: '已完成',
  now: '进行中',
  next: '还没到',
  stop: '停在这里',
}

/** What was, is and will be, from top to bottom. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <View className="steps" {...a11y('list')}>
      {/* What was once may be again. */}
      {steps.map((step, at) => (
        <View
          className="step"
          key={at}
          {...a11y('listitem', [words[step.state], step.title, step.note].filter(Boolean).join('，'))}
        >
          <View className={cx('step-dot', `step-${step.state}`)} />
          <View className="step-main">
            <View className={cx('step-title', step.state === 'now' && 'b')}>{step.title}</View>
            {step.note && <View className="step-note">{step.note}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}

/** How far through a short flow: `at` of `total`, counted from 1. */
export function StepBar({ total, at }: { total: number; at: number }) {
  return (
    <View className="sbar" {...a11y('img', `第 ${at} 步，共 ${total} 步`)}>
      {Array.from({ length: total }, (_, i) => (
        <View className={cx('sbar-1', i < at && 'sbar-on')} key={i} />
      ))}
    </View>
  )
}
