import { Text, View } from '@tarojs/components'
import { cx } from './cx'

interface BigNumberProps {
  value: string
  unit?: string
  /** hero 44, row 24, mid 30. */
  size?: 'hero' | 'mid' | 'row'
  tone?: 'ink' | 'amount' | 'lamp'
}

/** A figure and its unit, read as one. */
export function BigNumber({ value, unit, size = 'hero', tone = 'ink' }: BigNumberProps) {
  return (
    <View className={cx('num', `num-${size}`, tone !== 'ink' && `t-${tone}`)}>
      {value}
      {unit && <Text className="num-unit">{unit}</Text>}
    </View>
  )
}
