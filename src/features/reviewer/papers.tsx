import { Image, ScrollView, View } from '@tarojs/components'
import { useState } from 'react'
import type { Photo } from '@/contract'
import { Refusal } from '@/platform/call'
import { useSmallPhotos } from '@/platform/photo-views'
import { faultText } from '@/platform/query-view'
import { photoPurposeName } from '@/rules/claim-words'
import { Icon, Notice, Section, Tap } from '@/ui'
import { PaperViewer } from './paper-viewer'
import './reviewer.scss'

interface PapersProps {
  photos: readonly Photo[]
  /** Closed cases show none. */
  closed: boolean
}

/** The papers of a case, side by side; a tap shows one in full. */
export function Papers({ photos, closed }: PapersProps) {
  const { photos: papers, retry } = useSmallPhotos(photos)
  const [at, setAt] = useState<number>()
  const fault = papers.find((it) => it.fault)?.fault
  if (photos.length === 0) {
    return (
      <>
        <Section title="材料" />
        <Notice kind="info">{closed ? '办完了，材料不再给人看' : '还没有材料'}</Notice>
      </>
    )
  }
  return (
    <>
      <Section title="材料" aside={`${photos.length} 张`} />
      <Notice kind="info" icon="lock">
        谁看了哪张，都会记下来，他也看得到
      </Notice>
      {fault && (
        <Notice kind="warn" action={{ text: '重试', onTap: retry }}>
          {fault instanceof Refusal ? fault.detail : `${faultText(fault).title}，有材料没显示`}
        </Notice>
      )}
      <ScrollView className="pp" scrollX enhanced showScrollbar={false}>
        <View className="pp-in">
          {papers.map(({ photo, source, fault: missing }, index) => (
            <Tap
              className="pp-1"
              key={photo.id}
              label={`${photoPurposeName(photo.purpose)}，第 ${index + 1} 张，放大`}
              onTap={() => setAt(index)}
            >
              {source ? (
                <Image className="pp-img" src={source} mode="aspectFill" />
              ) : (
                <View className={missing ? 'pp-img pp-none' : 'pp-img sk'}>
                  {missing && <Icon name="warn" size={26} />}
                </View>
              )}
              <View className="pp-text">{photoPurposeName(photo.purpose)}</View>
            </Tap>
          ))}
        </View>
      </ScrollView>
      {at !== undefined && (
        <PaperViewer photos={photos} at={at} onMove={setAt} onClose={() => setAt(undefined)} />
      )}
    </>
  )
}
