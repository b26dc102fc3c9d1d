import { useState } from 'react'
import type { PhotoPurpose } from '@/contract'
import { useOnline } from '@/platform/use-online'
import { photoPurposeName } from '@/rules/claim-words'
import { Notice, Tile, Tiles } from '@/ui'
import type { Draft, DraftPhoto } from './drafts'
import { useOutbox } from './outbox'
import { PhotoSheet } from './photo-sheet'
import { photoText } from './photo-text'
import { usePhotoTaking } from './use-report'

interface PhotoTilesProps {
  draft: Draft
  /** What is to be photographed; `note` says more than its name. */
  wanted: readonly { purpose: PhotoPurpose; must: boolean; note?: string }[]
  /** What has to be asked before the first photo; calls back where it need not be, or once it was agreed to. */
  ask: (then: () => void) => void
}

/** A tile for each thing to photograph, with what became of its photos. */
export function PhotoTiles({ draft, wanted, ask }: PhotoTilesProps) {
  const [open, setOpen] = useState<PhotoPurpose>()
  const { take, fault } = usePhotoTaking(draft.id)
  const online = useOnline()
  const progress = useOutbox((it) => it.progress)
  return (
    <>
      {fault && <Notice kind="warn">{fault}</Notice>}
      <Tiles>
        {wanted.map(({ purpose, must, note }) => {
          const photos = draft.photos.filter((it) => it.purpose === purpose)
          const onTap = () => (photos.length === 0 ? ask(() => take(purpose)) : setOpen(purpose))
          const shown =
            photos.length === 0
              ? { state: 'empty' as const, note: note ?? (must ? '去拍' : '没有可不拍') }
              : tileOf(photos, progress, online)
          return <Tile key={purpose} icon="cam" title={photoPurposeName(purpose)} onTap={onTap} {...shown} />
        })}
      </Tiles>
      {open && (
        <PhotoSheet
          draft={draft}
          purpose={open}
          onTake={() => ask(() => take(open))}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

/** Of several the one that needs him most. */
function tileOf(photos: readonly DraftPhoto[], progress: Readonly<Record<string, number>>, online: boolean) {
  const all = photos.map((it) => photoText(it, progress[it.id], online))
  const count = photos.length > 1 ? `${photos.length} 张 · ` : ''
  const wrong = all.filter(({ state }) => state === 'wrong').length
  if (wrong > 0) {
    const why = photos.length === 1 ? photos[0]?.refusal : undefined
    return { icon: 'warn' as const, note: why ?? `${count}${wrong} 张没传成，点开看` }
  }
  const busy = photos.findIndex((_, i) => all[i]?.state === 'busy')
  if (busy >= 0) {
    const done = progress[photos[busy]?.id ?? ''] ?? 0
    return { state: 'busy' as const, progress: done, note: `${count}${all[busy]?.text ?? ''}` }
  }
  const kept = all.find(({ state }) => state === 'kept')
  if (kept) return { icon: 'clock' as const, note: `${count}${kept.text}` }
  return { state: 'done' as const, note: photos.length > 1 ? `${photos.length} 张已传` : '已传' }
}
