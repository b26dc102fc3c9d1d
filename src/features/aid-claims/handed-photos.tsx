import { Image, View } from '@tarojs/components'
import { useState } from 'react'
import type { Photo } from '@/contract'
import { type PhotoView, useFullPhoto, useSmallPhotos } from '@/platform/photo-views'
import { faultText } from '@/platform/query-view'
import { photoPurposeName } from '@/rules/claim-words'
import { momentText } from '@/rules/wording'
import { Actions, Button, Card, List, ListRow, Para, Sheet } from '@/ui'
import './photo-sheet.scss'

/** 看看交过的照片: his own, as they are kept. That he looks is no look that he has to be told of. */
export function HandedPhotos({ photos }: { photos: readonly Photo[] }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <List>
        <ListRow icon="cam" title="看看交过的照片" note={`${photos.length} 张`} onTap={() => setOpen(true)} />
      </List>
      {open && <PhotosSheet photos={photos} onClose={() => setOpen(false)} />}
    </>
  )
}

function PhotosSheet({ photos, onClose }: { photos: readonly Photo[]; onClose: () => void }) {
  const { photos: views, retry } = useSmallPhotos(photos)
  const [large, setLarge] = useState<Photo>()
  const fault = views.find((it) => it.fault)?.fault
  if (large) return <Large photo={large} onClose={() => setLarge(undefined)} />
  return (
    <Sheet title="交过的照片" onClose={onClose}>
      {fault && (
        <>
          <Para tone="stop">{`${faultText(fault).title}，有照片没显示`}</Para>
          <Actions>
            <Button kind="quiet" size="mid" text="重试" onTap={retry} />
          </Actions>
        </>
      )}
      {views.map((view, i) => (
        <Small key={view.photo.id} view={view} number={i + 1} onTap={() => setLarge(view.photo)} />
      ))}
    </Sheet>
  )
}

interface SmallProps {
  view: PhotoView
  number: number
  onTap: () => void
}

function Small({ view: { photo, source }, number, onTap }: SmallProps) {
  const name = photoPurposeName(photo.purpose)
  return (
    <Card title={name} aside={momentText(Date.parse(photo.uploadedAt))}>
      <View className="pho">
        <View className={source ? 'pho-frame' : 'pho-frame sk'}>
          {source && <Image className="pho-img" src={source} mode="aspectFit" />}
        </View>
      </View>
      <Actions>
        <Button
          kind="quiet"
          size="mid"
          text="看大图"
          label={`看大图，第 ${number} 张${name}`}
          onTap={onTap}
        />
      </Actions>
    </Card>
  )
}

function Large({ photo, onClose }: { photo: Photo; onClose: () => void }) {
  const { source, fault, retry } = useFullPhoto(photo.id)
  return (
    <Sheet title={photoPurposeName(photo.purpose)} onClose={onClose}>
      {source ? (
        <Image className="pho-large" src={source} mode="widthFix" />
      ) : (
        <View className={fault ? 'pho-frame' : 'pho-frame sk'} />
      )}
      {fault && <Para tone="stop">{faultText(fault).title}</Para>}
      <Actions>
        {fault && <Button kind="quiet" size="mid" text="重试" onTap={retry} />}
        <Button kind="quiet" size="mid" text="看别的" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}
