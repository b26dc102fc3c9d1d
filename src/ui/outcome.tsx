import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y, heading } from './a11y'
import { Button } from './button'
import { cx, phrased } from './cx'
import { Icon } from './icon'
import type { IconName } from './icon-names'

interface OutcomeProps {
  icon: IconName
  /** good: a full green disc; gift: a soft square; lamp: an amber disc; shut: a dashed ring; stop: a solid ring. */
  tone: 'good' | 'gift' | 'lamp' | 'shut' | 'stop'
  title: string
  /** A line under the title in the text's own colour. */
  lead?: string
  note?: ReactNode
}

/** How it ended, in one sign and one sentence. */
export function Outcome({ icon, tone, title, lead, note }: OutcomeProps) {
  return (
    <View className="out" {...a11y(tone === 'stop' || tone === 'shut' ? 'alert' : 'status')}>
      <View className={cx('out-sign', `out-${tone}`)}>
        <Icon name={icon} size={tone === 'good' ? 72 : 60} />
      </View>
      <View className={cx('out-title', phrased(title))} {...heading(2)}>
        {title}
      </View>
      {lead && <View className="out-lead">{lead}</View>}
      {note && <View className="out-note">{note}</View>}
    </View>
  )
}

interface WayOn {
  text: string
  /** Where it is what one came for; else as loud as the state asks for. */
  kind?: 'primary'
  busy?: boolean
  onTap: () => void
}

interface StateProps {
  icon?: IconName
  title: string
  note?: string
  /** The way on: no state is a dead end. */
  action?: WayOn
  second?: WayOn
}

function State({
  icon,
  title,
  note,
  action,
  second,
  tone,
}: StateProps & { icon: IconName; tone: 'shut' | 'stop' }) {
  return (
    <View className="state">
      <Outcome icon={icon} tone={tone} title={title} note={note} />
      {(action || second) && (
        <View className="state-acts">
          {action && <Button kind={tone === 'stop' ? 'primary' : 'quiet'} {...action} />}
          {second && <Button kind="quiet" size="mid" {...second} />}
        </View>
      )}
    </View>
  )
}

/** Nothing here, and that is all right. */
export function EmptyState({ icon = 'gift', ...rest }: StateProps) {
  return <State icon={icon} tone="shut" {...rest} />
}

/** It did not work; the way on is required. */
export function ErrorState({ icon = 'off', ...rest }: StateProps & { action: WayOn }) {
  return <State icon={icon} tone="stop" {...rest} />
}
