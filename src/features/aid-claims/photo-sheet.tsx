import { Image, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { PhotoPurpose } from '@/contract'
import { photoSource } from '@/platform'
import { useOnline } from '@/platform/use-online'
import { photoPurposeName } from '@/rules/claim-words'
import { Actions, Button, Card, Para, Sheet } from '@/ui'
import type { Draft, DraftPhoto } from './drafts'
import { useOutbox } from './outbox'
import { photoText } from './photo-text'
import { removeFrom, retryPhoto } from './use-report'
import './photo-sheet.scss'

interface PhotoSheetProps {
  draft: Draft
  purpose: PhotoPurpose
  onTake: () => void
  onClose: () => void
}

/** The photos of one thing: each with its picture, how far it is, and its own way to try again or to go. */
export function PhotoSheet({ draft, purpose, onTake, onClose }: PhotoSheetProps) {
  const photos = draft.photos.filter((it) => it.purpose === purpose)
  return (
    <Sheet title={photoPurposeName(purpose)} onClose={onClose}>
      {photos.map((photo, i) => (
        <PhotoCard key={photo.id} draftId={draft.id} photo={photo} number={i + 1} />
      ))}
      <Actions>
        <Button
          icon="cam"
          kind={photos.length > 0 ? 'quiet' : 'primary'}
          text={photos.length > 0 ? '再拍一张' : '去拍'}
          onTap={onTake}
        />
      </Actions>
    </Sheet>
  )
}

function PhotoCard({ draftId, photo, number }: { draftId: string; photo: DraftPhoto; number: number }) {
  const online = useOnline()
  const done = useOutbox((it) => it.progress[photo.id])
  const source = usePhotoSource(photo.id)
  // A file that is no picture shows as none.
  const [broken, setBroken] = useState(false)
  const { text, state } = photoText(photo, done, online)
  return (
    <Card title={`第 ${number} 张`}>
      <View className="pho">
        <View className="pho-frame">
          {source && !broken && (
            <Image className="pho-img" src={source} mode="aspectFit" onError={() => setBroken(true)} />
          )}
          {state === 'busy' && (
            <View className="pho-bar" style={{ width: `${Math.round((done ?? 0) * 100)}%` }} />
          )}
        </View>
      </View>
      <Para inset tone={state === 'wrong' ? 'stop' : state === 'done' ? 'open' : 'quiet'}>
        {text}
      </Para>
      {!photo.given && (
        <Actions split>
          {state === 'wrong' && (
            <Button
              kind="ghost"
              size="mid"
              icon="again"
              text="再传一次"
              label={`第 ${number} 张，再传一次`}
              onTap={() => void retryPhoto(draftId, photo.id)}
            />
          )}
          <Button
            kind="quiet"
            size="mid"
            text="删掉"
            label={`删掉第 ${number} 张`}
            onTap={() => removeFrom(draftId, photo.id)}
          />
        </Actions>
      )}
    </Card>
  )
}

function usePhotoSource(id: string): string | undefined {
  const [source, setSource] = useState<string>()
  useEffect(() => {
    let live = true
    void photoSource(id).then((found) => live && setSource(found))
    return () => {
      live = false
    }
  }, [id])
  return source
}
