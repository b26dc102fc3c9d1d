import { useCallback, useMemo, useState } from 'react'
import type { Voucher } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline, staleNotice } from '@/platform/query-view'
import { Button, Choice, EmptyState, ErrorState, Lead, Notice, Screen, Section, SkeletonList } from '@/ui'
import { PickupChoice } from './pickup-choice'
import { type CampaignView, ofVariant } from './use-campaign'
import type { ChangePickupControl } from './use-change-pickup'

interface ChangePickupProps {
  view: CampaignView
  /** Undefined where there is none that can be changed, and as long as it is not known. */
  voucher: Voucher | undefined
  loading: boolean
  /** Where one stands and the thing is not there, rather than where to collect it from now on. */
  missing: boolean
  control: ChangePickupControl
  onWallet: () => void
}

/** Another station for a voucher, or another kind, while there is stock. */
export function ChangePickup({ view, voucher, loading, missing, control, onWallet }: ChangePickupProps) {
  const { data, fault, now, refresh } = view
  const [kind, setKind] = useState<string>()
  const [choice, setChoice] = useState<string>()
  const pick = useCallback((it: string | undefined) => setChoice(it), [])
  const title = missing ? '哪个站没有货？' : '换个站取'
  const variant = kind ?? voucher?.variant
  const held = voucher?.station?.id
  const pickups = useMemo(() => {
    if (!data || missing) return data?.pickups.map((it) => ({ ...it, left: null })) ?? []
    const all = variant === undefined ? data.pickups : ofVariant(data.pickups, variant)
    // Where one has it already there is nothing to change.
    return all.filter((it) => it.station.id !== held || variant !== voucher?.variant)
  }, [data, missing, variant, held, voucher?.variant])
  const retry = { text: '重试', onTap: () => void refresh() }
  if (!voucher && !loading) {
    return (
      <Screen title={title} back>
        <EmptyState icon="ticket" title="没有这张券" action={{ text: '看我的券', onTap: onWallet }} />
      </Screen>
    )
  }
  if (!data || !voucher) {
    return (
      <Screen title={title} back>
        {fault && !data ? (
          <ErrorState {...faultText(fault)} action={retry} />
        ) : (
          <SkeletonList rows={5} lead />
        )}
      </Screen>
    )
  }
  const { variants } = data.campaign
  const picked = pickups.find((it) => it.station.id === choice && it.left !== 0)?.station
  return (
    <Screen
      title={title}
      back
      refreshing={view.refreshing}
      notice={fault && <Notice {...staleNotice(fault, view, now)} />}
      foot={
        <Button
          text={picked ? (missing ? `${picked.name}没有货` : `改到${picked.name}`) : '先选一个站'}
          disabled={!picked}
          busy={control.sending}
          onTap={() =>
            picked &&
            control.send({ voucherId: voucher.id, stationId: picked.id, ...toKind(missing, variant) })
          }
        />
      }
    >
      {control.fault && <Notice kind="warn">{faultWords(control.fault)}</Notice>}
      <Lead
        title={[data.campaign.title, voucher.variant].filter(Boolean).join(' · ')}
        note={missing ? '你在哪个站？驿站的人会处理' : `现在到${voucher.station?.name ?? '哪个站都行'}取`}
      />
      {variants && !missing && (
        <>
          <Section title={variants.label} />
          <Choice
            label={variants.label}
            options={variants.options.map((name) => ({ value: name, text: name }))}
            value={variant ?? ''}
            onChange={setKind}
          />
        </>
      )}
      <Section title={missing ? '选你在的站' : '换到哪儿'} aside={missing ? undefined : '有货的能换'} />
      <PickupChoice pickups={pickups} picked={picked?.id} now={now} anywhere={false} onPick={pick} />
    </Screen>
  )
}

const toKind = (missing: boolean, variant: string | undefined) =>
  missing || variant === undefined ? {} : { variant }

function faultWords(fault: Error): string {
  if (isOffline(fault)) return '没信号，还没换成。有信号再点一次'
  return fault instanceof Refusal ? fault.detail : faultText(fault).note
}
