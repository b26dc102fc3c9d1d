import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { compileWxss } from './runtime/compiler'
import { type Element, type Node, attribute, isElement, roleOf } from './runtime/nodes'
import type { Surroundings } from './runtime/surroundings'

/**
 * The look of WeChat's own components, where no style of ours says otherwise. A browser is not WeChat: what is painted here
 * shows our own layout and colours, not a phone's fonts or keyboard.
 */
const base = `
html, body { margin: 0 }
body { min-height: 100vh; overflow-wrap: break-word }
wx-view, wx-scroll-view, wx-form, wx-label { display: block }
wx-scroll-view { overflow: auto }
wx-map { display: block; overflow: hidden; background: #e8e4dc }
wx-text { display: inline; white-space: pre-line }
wx-image { display: inline-block; width: 320px; height: 240px; overflow: hidden }
wx-image > img { display: block; width: 100%; height: 100% }
wx-input { display: block; height: 1.4rem; overflow: hidden }
wx-input > input { font: inherit; color: inherit; text-align: inherit; width: 100%; height: 100%; padding: 0;
  border: 0; background: none; box-sizing: border-box }
wx-picker { display: block }
wx-textarea { display: block; width: 300px; height: 150px }
wx-textarea > textarea { font: inherit; color: inherit; width: 100%; height: 100%; padding: 0; border: 0; background: none;
  box-sizing: border-box; resize: none }
wx-capsule { position: fixed; z-index: 99999; box-sizing: border-box; border: 1px solid #8886; border-radius: 99px;
  background: #fff9 }`

const fits: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover' }

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** HTML of what a page shows, for a browser with {@link paint}'s styles. */
export function htmlOf(node: Node): string {
  if (!isElement(node)) return escaped(node.text)
  const { tag, children } = node
  const attributes = Object.entries({
    id: attribute(node, 'id'),
    class: attribute(node, 'class'),
    style: attribute(node, 'style'),
    role: roleOf(node),
    'aria-label': attribute(node, 'ariaLabel'),
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(value ?? '')}"`)
    .join('')
  return `<wx-${tag}${attributes}>${insideOf(node) ?? children.map(htmlOf).join('')}</wx-${tag}>`
}

function insideOf(element: Element): string | undefined {
  const value = (name: string) => escaped(attribute(element, name) ?? '')
  if (element.tag === 'image')
    return `<img src="${value('src')}" style="object-fit:${fits[value('mode')] ?? 'fill'}">`
  if (element.tag === 'input')
    return `<input value="${value('value')}" placeholder="${value('placeholder')}">`
  if (element.tag === 'textarea')
    return `<textarea placeholder="${value('placeholder')}">${value('value')}</textarea>`
  if (element.tag === 'map') return markersOf(element)
  return undefined
}

interface Marker {
  latitude: number
  longitude: number
  iconPath: string
  width: number
  height: number
  anchor: { x: number; y: number }
  zIndex: number
}

/** A native map's markers on plain ground, where they would stand. */
function markersOf({ attributes }: Element): string {
  const { latitude, longitude, scale } = attributes as Record<string, number>
  const pxPerDegree = (256 * 2 ** Number(scale)) / 360
  return ((attributes.markers ?? []) as Marker[])
    .map(({ iconPath, width, height, anchor, zIndex, ...at }) => {
      const x = (at.longitude - Number(longitude)) * pxPerDegree - width * anchor.x
      const y =
        ((Number(latitude) - at.latitude) * pxPerDegree) / Math.cos((Number(latitude) * Math.PI) / 180) -
        height * anchor.y
      const style = `position:absolute;left:calc(50% + ${x}px);top:calc(50% + ${y}px);width:${width}px;height:${height}px`
      return `<img src="package:${iconPath}" style="${style};z-index:${zIndex}">`
    })
    .join('')
}

const sheets = new Map<string, string>()

function sheetOf(dist: string, page: string): string {
  const key = `${dist} ${page}`
  const known = sheets.get(key)
  if (known !== undefined) return known
  const sheet = compileWxss(dist, page)
  sheets.set(key, sheet)
  return sheet
}

export interface Painted {
  dist: string
  /** Path of the page, whose own styles count. */
  path: string
  tree: Element
  surroundings: Surroundings
  /** What is in a file of the phone that the page shows, by its path. */
  fileAt?: (path: string) => Uint8Array
}

/** Lays out what a page shows, in a browser's page at the size and theme of the phone, with WeChat's capsule over it. */
export async function paint(
  browserPage: Page,
  { dist, path: at, tree, surroundings, fileAt }: Painted,
): Promise<void> {
  const { width, height, theme, capsule } = surroundings
  await browserPage.setViewportSize({ width, height })
  await browserPage.emulateMedia({ colorScheme: theme })
  const pictureIn = (_: string, file: string) =>
    `src="data:image/png;base64,${readFileSync(path.join(dist, file), 'base64')}"`
  const photoAt = (all: string, file: string) =>
    fileAt ? `src="data:image/jpeg;base64,${Buffer.from(fileAt(file)).toString('base64')}"` : all
  const html = tree.children
    .map(htmlOf)
    .join('')
    .replace(/src="package:([^"]+)"/g, pictureIn)
    .replace(/src="(http:\/\/(?:tmp|usr)\/[^"]+)"/g, photoAt)
  const place = `top:${capsule.top}px;right:${capsule.marginRight}px;width:${capsule.width}px;height:${capsule.height}px`
  await browserPage.setContent(
    `<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><style>${base}
${sheetOf(dist, at)}</style></head><body>${html}<wx-capsule style="${place}"></wx-capsule></body></html>`,
    { waitUntil: 'load' },
  )
}
