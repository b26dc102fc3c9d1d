import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Draw } from '@/contract'
import { Para, Sheet } from '@/ui'
import type { Proof } from './use-draw'
import './draw.scss'

interface DrawProofProps {
  draw: Draw
  proof: Proof | undefined
  onClose: () => void
}

/** The working, for who wants it: each number, and how to come by it without this app. */
export function DrawProof({ draw, proof, onClose }: DrawProofProps) {
  const { campaignId, entryCount, prizes, randomness, root } = draw
  return (
    <Sheet title="怎么验的" onClose={onClose}>
      {root && (
        <Part title="1 名单没人动过">
          <Para
            inset
          >{`锁定时有 ${entryCount} 个签。每个签算一个指纹，两两合起来再算，合到只剩一个，就是公布的：`}</Para>
          <Hash text={root} />
          {proof?.inclusion && (
            <>
              <Para inset>{`你的签排第 ${proof.inclusion.index + 1} 个：`}</Para>
              <Hash text={proof.entryId} />
              <Para inset>
                {proof.inclusion.path.length > 0
                  ? '和下面这些依次合起来，算出来和公布的一样，说明它在名单里：'
                  : '只有这一个签，它的指纹就是公布的。'}
              </Para>
              {proof.inclusion.path.map((it) => (
                <Hash key={it} text={it} />
              ))}
            </>
          )}
        </Part>
      )}
      {randomness !== undefined && (
        <Part title="2 结果是号码定的">
          <Para inset>{`${draw.source}：${randomness}`}</Para>
          <Para inset>{`号码后面接上签号，算 SHA-256。数最小的 ${prizes} 个抽中。`}</Para>
          {proof?.numbers && (
            <>
              <Para inset>你的数：</Para>
              <Hash text={proof.numbers.mine} />
              <Para inset>抽中的里，最大的数：</Para>
              <Hash text={proof.numbers.last} />
              <Para inset tone="strong">
                {proof.numbers.mine <= proof.numbers.last ? '你的不比它大，抽中。' : '你的比它大，没抽中。'}
              </Para>
            </>
          )}
        </Part>
      )}
      <Part title="不信这个程序？">
        {randomness !== undefined && proof && (
          <>
            <Para inset>在任何一台电脑上，这一行算出你的数：</Para>
            <Hash text={`printf '%s%s' '${randomness}' '${proof.entryId}' | sha256sum`} />
          </>
        )}
        <Para inset>全部签号和结果是公开的，存下来，用公开的程序验：</Para>
        <Hash text={`/v1/campaigns/${campaignId}/draw?entries=true`} />
        <Hash text="npm run draw:verify -- 存下的文件" />
      </Part>
    </Sheet>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <View className="dw-part">
    <View className="dw-title">{title}</View>
    {children}
  </View>
)

const Hash = ({ text }: { text: string }) => <View className="dw-hash">{text}</View>
