import { Text, View } from '@tarojs/components'
import { cx } from './cx'
import type { TicketComponent } from './ticket.shared'

/**
 * The ticket as a template that is compiled when the app is built: a list of them is what weighs most in setData. See
 * compiled.d.ts.
 */
export const Ticket: TicketComponent = ({ title, lines = [], why, figure, action, onTap }) => {
  const { text, kind = 'fill', busy, onTap: act } = action ?? {}
  const words = { t: title, a: lines[0], b: lines[1], w: why, v: figure?.value, u: figure?.unit, x: text }
  if (!action || kind === 'off') return offTicket({ words, onTap })
  const state = cx(kind === 'fill' && 'tk-first', busy && 'tk-busy') || undefined
  return liveTicket({ words, state, onTap: onTap ?? act, onAct: busy ? undefined : act })
}

interface TicketPartProps {
  words: Record<'t' | 'a' | 'b' | 'w' | 'v' | 'u' | 'x', string | undefined>
  onTap: (() => void) | undefined
}

interface LiveTicketProps extends TicketPartProps {
  state: string | undefined
  onAct: (() => void) | undefined
}

// Called, not drawn as components of their own: a list has many.
const liveTicket = ({ words: { t, a, b, w, v, u, x }, state, onTap, onAct }: LiveTicketProps) => (
  <View compileMode className="tk {{i.k||''}}" t={t} a={a} b={b} w={w} v={v} u={u} x={x} k={state}>
    <View className="tap tk-l" hoverClass="tap-on" ariaRole="button" onClick={onTap}>
      <View className="tk-title">&#123;&#123;i.t&#125;&#125;</View>
      <View className="tk-line">&#123;&#123;i.a&#125;&#125;</View>
      <View className="tk-line">&#123;&#123;i.b||&apos;&apos;&#125;&#125;</View>
      <View className="{{i.w?'tk-why':'gone'}}">&#123;&#123;i.w||&apos;&apos;&#125;&#125;</View>
    </View>
    <View className="tk-r">
      <View className="{{i.v?'num num-mid t-lamp':'gone'}}">
        &#123;&#123;i.v||&apos;&apos;&#125;&#125;
        <Text className="num-unit">&#123;&#123;i.u||&apos;&apos;&#125;&#125;</Text>
      </View>
      <View
        className="tap tk-act tk-edge"
        hoverClass="tap-on"
        ariaRole="button"
        ariaLabel="{{i.t}}，{{i.x}}"
        onClick={onAct}
      >
        &#123;&#123;i.x&#125;&#125;
      </View>
    </View>
  </View>
)

/** It says its state and takes no tap but for what is behind it. */
const offTicket = ({ words: { t, a, b, w, v, u, x }, onTap }: TicketPartProps) => (
  <View compileMode className="tk tk-off" t={t} a={a} b={b} w={w} v={v} u={u} x={x}>
    <View className="tap tk-l" hoverClass="tap-on" ariaRole="button" onClick={onTap}>
      <View className="tk-title">&#123;&#123;i.t&#125;&#125;</View>
      <View className="tk-line">&#123;&#123;i.a||&apos;&apos;&#125;&#125;</View>
      <View className="tk-line">&#123;&#123;i.b||&apos;&apos;&#125;&#125;</View>
      <View className="{{i.w?'tk-why':'gone'}}">&#123;&#123;i.w||&apos;&apos;&#125;&#125;</View>
    </View>
    <View className="tk-r">
      <View className="{{i.v?'num num-mid t-lamp':'gone'}}">
        &#123;&#123;i.v||&apos;&apos;&#125;&#125;
        <Text className="num-unit">&#123;&#123;i.u||&apos;&apos;&#125;&#125;</Text>
      </View>
      <View className="{{i.x?'tk-act tk-none':'gone'}}">&#123;&#123;i.x||&apos;&apos;&#125;&#125;</View>
    </View>
  </View>
)
