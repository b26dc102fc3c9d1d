import { Image, ScrollView, View } from '@tarojs/components'
import { type CSSProperties, useState } from 'react'
import type { Photo } from '@/contract'
import { Refusal } from '@/platform/call'
import { useFullPhoto } from '@/platform/photo-views'
import { faultText } from '@/platform/query-view'
import { photoPurposeName } from '@/rules/claim-words'
import { Button, Icon, type IconName, Tap } from '@/ui'

interface PaperViewerProps {
  photos: readonly Photo[]
  /** Which of them. */
  at: number
  onMove: (at: number) => void
  onClose: () => void
}

const zooms = [1, 1.75, 3, 5]

/** One paper over all of the screen: larger, turned, and the ones beside it. */
export function PaperViewer({ photos, at, onMove, onClose }: PaperViewerProps) {
  const photo = photos[at]
  if (!photo) return null
  return (
    <View className="pv">
      <View className="pv-top">
        <View className="pv-title">{`${photoPurposeName(photo.purpose)} ${at + 1} / ${photos.length}`}</View>
        <Tap className="pv-key" label="关掉" onTap={onClose}>
          <Icon name="cross" />
        </Tap>
      </View>
      <Paper key={photo.id} photo={photo}>
        {(keys) => (
          <View className="pv-keys">
            <Key icon="back" label="上一张" disabled={at === 0} onTap={() => onMove(at - 1)} />
            {keys}
            <Key
              icon="more"
              label="下一张"
              disabled={at === photos.length - 1}
              onTap={() => onMove(at + 1)}
            />
          </View>
        )}
      </Paper>
    </View>
  )
}

interface PaperProps {
  photo: Photo
  children: (keys: JSX.Element) => JSX.Element
}

/** Starts anew for each. */
function Paper({ photo, children }: PaperProps) {
  const { source, fault, retry } = useFullPhoto(photo.id)
  const [zoom, setZoom] = useState(0)
  const [turned, setTurned] = useState(0)
  const { box, inside } = layout(photo, zooms[zoom] ?? 1, turned)
  return (
    <>
      {fault ? (
        <View className="pv-wait">
          <View>{fault instanceof Refusal ? fault.detail : faultText(fault).title}</View>
          {!(fault instanceof Refusal) && <Button kind="quiet" size="mid" text="重试" onTap={retry} />}
        </View>
      ) : source ? (
        <ScrollView className="pv-pan" scrollX scrollY enhanced showScrollbar={false}>
          <View className="pv-box" style={box}>
            <Image className="pv-img" style={inside} src={source} mode="aspectFit" />
          </View>
        </ScrollView>
      ) : (
        <View className="pv-wait">正在打开</View>
      )}
      {children(
        <>
          <Key text="−" label="缩小" disabled={zoom === 0} onTap={() => setZoom(zoom - 1)} />
          <Key text="＋" label="放大" disabled={zoom === zooms.length - 1} onTap={() => setZoom(zoom + 1)} />
          <Key icon="again" label="转一下" onTap={() => setTurned((turned + 90) % 360)} />
        </>,
      )}
    </>
  )
}

interface KeyProps {
  icon?: IconName
  text?: string
  label: string
  disabled?: boolean
  onTap: () => void
}

const Key = ({ icon, text, label, disabled, onTap }: KeyProps) => (
  <Tap className={disabled ? 'pv-key pv-off' : 'pv-key'} label={label} disabled={disabled} onTap={onTap}>
    {icon ? <Icon name={icon} /> : text}
  </Tap>
)

/** As wide as the screen times `zoom`, turned by so many degrees. In percents: nobody here knows the screen's size. */
function layout(
  { width, height }: Photo,
  zoom: number,
  turned: number,
): { box: CSSProperties; inside: CSSProperties } {
  const lies = turned % 180 !== 0
  // Height over width of what is seen.
  const ratio = lies ? width / height : height / width
  const percent = (part: number) => `${Math.round(part * 10_000) / 100}%`
  return {
    box: { width: percent(zoom), paddingTop: percent(zoom * ratio) },
    inside: {
      left: percent(lies ? (1 - ratio) / 2 : 0),
      top: percent(lies ? (1 - 1 / ratio) / 2 : 0),
      width: percent(lies ? ratio : 1),
      height: percent(lies ? 1 / ratio : 1),
      transform: `rotate(${turned}deg)`,
    },
  }
}
