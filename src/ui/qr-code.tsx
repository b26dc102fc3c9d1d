import { Image } from '@tarojs/components'
import { useMemo } from 'react'
import { a11y } from './a11y'
import { qrPicture } from './qr-picture'

interface QrCodeProps {
  text: string
  /** Name for readers. */
  label?: string
}

/**
 * Black on white in any theme. It is a tiny 1-bit PNG in a data URI (8 KB, every 30 s) rather than a canvas: the same
 * on both platforms, no waiting for a node, no native layer over the ring, and a test can read it.
 */
export function QrCode({ text, label = '二维码' }: QrCodeProps) {
  const src = useMemo(() => qrPicture(text), [text])
  return <Image className="qr" src={src} mode="scaleToFill" {...a11y('img', label)} />
}
