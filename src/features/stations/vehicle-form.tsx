import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { Vehicle } from '@/rules/driving'
import { Actions, Button, Choice, Field, Para, Screen, Section } from '@/ui'
import { type Travel, keepTravel, keepVehicle, useTravel, useVehicle } from './driving'

/** Usual vehicles with their load, by GB 1589 and what is built: metres and tonnes. */
const usual = [
  { value: 'van', text: '面包车', length: 5.3, weight: 3, height: 2.1 },
  { value: '4.2', text: '4 米 2', length: 6, weight: 4.5, height: 3.2 },
  { value: '6.8', text: '6 米 8', length: 9, weight: 18, height: 3.9 },
  { value: '9.6', text: '9 米 6', length: 12, weight: 31, height: 4 },
  { value: '13', text: '13 米挂车', length: 17.1, weight: 49, height: 4 },
  { value: '17.5', text: '17 米 5 挂车', length: 22, weight: 49, height: 4 },
] as const

const limits = { length: 30, weight: 100, height: 6 } as const
const labels = { length: '车长（米）', weight: '车货总重（吨）', height: '车高（米）' } as const
type Measure = keyof typeof limits
const measures = ['length', 'weight', 'height'] as const

const asTyped = (vehicle: Vehicle | null): Record<Measure, string> => ({
  length: String(vehicle?.length ?? ''),
  weight: String(vehicle?.weight ?? ''),
  height: String(vehicle?.height ?? ''),
})

/** What is wrong with a measure as typed; undefined where nothing is. Empty is not known. */
function faultOf(measure: Measure, text: string): string | undefined {
  if (text.trim() === '') return undefined
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) return '写一个数字，例如 4.2'
  return value > limits[measure] ? `最多 ${limits[measure]}` : undefined
}

interface VehicleFormProps {
  /** The motorways around, each way. */
  roads: readonly Travel[]
  onDone: () => void
}

/** What I drive, and on which motorway I am: kept on the phone. */
export function VehicleForm({ roads, onDone }: VehicleFormProps) {
  const vehicle = useVehicle()
  const travel = useTravel()
  const [typed, setTyped] = useState(() => asTyped(vehicle))
  // Saved is what was tapped last, drawn or not.
  const latest = useRef(typed)
  const fill = (next: Record<Measure, string>) => {
    latest.current = next
    setTyped(next)
  }
  const [tried, setTried] = useState(false)
  const faults = measures.map((it) => faultOf(it, typed[it]))
  const chosen = usual.find((it) => measures.every((measure) => String(it[measure]) === typed[measure]))
  const save = () => {
    const given = latest.current
    setTried(true)
    if (measures.some((it) => faultOf(it, given[it]))) return
    const value = (it: Measure) => (given[it].trim() === '' ? undefined : Number(given[it]))
    const next = { length: value('length'), weight: value('weight'), height: value('height') }
    keepVehicle(Object.values(next).some((it) => it !== undefined) ? next : null)
    onDone()
  }
  return (
    <Screen title="我的车" back foot={<Button icon="check" text="就按这辆车找" onTap={save} />}>
      <Section title="哪种车" />
      <Choice
        label="哪种车"
        options={usual}
        value={chosen?.value}
        onChange={(value) => fill(asTyped(usual.find((it) => it.value === value) ?? null))}
      />
      {measures.map((measure, i) => (
        <Field
          key={measure}
          label={labels[measure]}
          kind="decimal"
          value={typed[measure]}
          error={tried ? faults[i] : undefined}
          onChange={(text) => fill({ ...latest.current, [measure]: text })}
          maxLength={5}
        />
      ))}
      {roads.length > 0 && (
        <>
          <Section title="在高速上吗" />
          <Choice
            label="在高速上吗"
            options={[
              { value: '', text: '不在高速上' },
              ...roads.map(({ road, towards }) => ({
                value: `${road} ${towards}`,
                text: `${road} ${towards}`,
              })),
            ]}
            value={travel ? `${travel.road} ${travel.towards}` : ''}
            onChange={(value) => keepTravel(roads.find((it) => `${it.road} ${it.towards}` === value))}
          />
        </>
      )}
      <Para tone="quiet">车的尺寸只存在手机里，用来挑停得下的地方</Para>
      {vehicle && (
        <View>
          <Actions>
            <Button
              kind="quiet"
              size="mid"
              text="不按车挑了"
              onTap={() => {
                keepVehicle(null)
                keepTravel(undefined)
                onDone()
              }}
            />
          </Actions>
        </View>
      )}
    </Screen>
  )
}
