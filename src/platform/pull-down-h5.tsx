import Taro from '@tarojs/taro'
import { type PropsWithChildren, useEffect, useRef } from 'react'

/** How far the sign comes down before letting go refreshes. */
const enough = 64
/** A finger moves further than what it pulls. */
const drag = 0.45
/** A refresh that never says it is done does not keep the sign for longer. */
const longest = 15_000

/** What Taro's router hangs on a page's element. */
type PageElement = HTMLElement & { __page?: { onPullDownRefresh?: () => void } }

/**
 * Around every page in a browser that can be pulled down. Taro's own looks for the page in the wrong element, so its
 * refresh never begins, and it moves the page itself, which unhinges all that is fixed or sticky in it. Here a sign
 * comes down over a page that stays where it is.
 */
export default function PullDownRefresh({ children }: PropsWithChildren) {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => (root.current ? watchPull(root.current) : undefined), [])
  return <div ref={root}>{children}</div>
}

function watchPull(root: HTMLElement): () => void {
  let from: { x: number; y: number } | undefined
  let sign: HTMLElement | undefined
  let pulled = 0
  let busy: ReturnType<typeof setTimeout> | undefined

  const away = () => {
    sign?.remove()
    sign = undefined
    pulled = 0
    clearTimeout(busy)
    busy = undefined
  }
  const onStart = ({ touches, target }: TouchEvent) => {
    const page = root.closest<PageElement>('.taro_page')
    const [finger] = touches
    const inDialog = target instanceof Element && target.closest('[role="dialog"]') !== null
    const free = touches.length === 1 && page?.scrollTop === 0 && !inDialog && busy === undefined
    from = finger && free ? { x: finger.clientX, y: finger.clientY } : undefined
  }
  const onMove = (event: TouchEvent) => {
    const [finger] = event.touches
    if (from === undefined || !finger) return
    const down = finger.clientY - from.y
    // Up is scrolling, and sideways belongs to a row that scrolls that way.
    if (!sign && (down < 0 || Math.abs(finger.clientX - from.x) > down)) {
      from = undefined
      return
    }
    pulled = Math.min(Math.max(0, down * drag), enough * 1.5)
    if (event.cancelable) event.preventDefault()
    sign ??= drawSign(root)
    sign.style.transform = `translate(-50%, ${pulled}px) rotate(${pulled * 4}deg)`
    sign.style.opacity = String(Math.min(1, pulled / enough))
  }
  const onEnd = () => {
    if (from === undefined) return
    from = undefined
    if (!sign || pulled < enough) {
      away()
      return
    }
    busy = setTimeout(away, longest)
    const held = `translate(-50%, ${enough}px)`
    sign.animate([{ transform: `${held} rotate(0deg)` }, { transform: `${held} rotate(360deg)` }], {
      duration: 900,
      iterations: Infinity,
    })
    root.closest<PageElement>('.taro_page')?.__page?.onPullDownRefresh?.()
  }
  const onStop = ({ successHandler }: { successHandler: (done: { errMsg: string }) => void }) => {
    away()
    successHandler({ errMsg: 'stopPullDownRefresh:ok' })
  }

  root.addEventListener('touchstart', onStart, { passive: true })
  root.addEventListener('touchmove', onMove, { passive: false })
  root.addEventListener('touchend', onEnd)
  root.addEventListener('touchcancel', onEnd)
  Taro.eventCenter.on('__taroStopPullDownRefresh', onStop)
  return () => {
    away()
    root.removeEventListener('touchstart', onStart)
    root.removeEventListener('touchmove', onMove)
    root.removeEventListener('touchend', onEnd)
    root.removeEventListener('touchcancel', onEnd)
    Taro.eventCenter.off('__taroStopPullDownRefresh', onStop)
  }
}

/** A disc with an open ring, in the colours of the page's theme; it waits above the upper edge. */
function drawSign(root: HTMLElement): HTMLElement {
  const sign = document.createElement('div')
  sign.setAttribute('aria-hidden', 'true')
  sign.style.cssText =
    'position:fixed;left:50%;top:-44px;z-index:15;width:44px;height:44px;border-radius:50%;box-sizing:border-box;' +
    'padding:11px;background:var(--card,#fff);color:var(--brand,#c8321a);box-shadow:0 4px 14px rgba(0,0,0,.24)'
  const ring = document.createElement('div')
  ring.style.cssText =
    'height:100%;box-sizing:border-box;border:3px solid currentColor;border-right-color:transparent;border-radius:50%'
  sign.append(ring)
  const themed = root.querySelector('.th') ?? root
  themed.append(sign)
  return sign
}
