import { encode } from 'uqr'

/** What is printed for one station: its link as a QR code, and what one reads without a phone. */
export interface PrintedCode {
  name: string
  code: string
  link: string
}

export const perSheet = [1, 2, 6] as const
export type PerSheet = (typeof perSheet)[number]

/** A4, in millimetres. */
const WIDTH = 210
const HEIGHT = 297
/** What most printers leave white. */
const MARGIN = 10

/** By codes on a page: columns, and the side of a code with its white rim, in millimetres. */
const layouts: Record<PerSheet, { columns: number; rows: number; side: number }> = {
  1: { columns: 1, rows: 1, side: 150 },
  2: { columns: 1, rows: 2, side: 95 },
  6: { columns: 2, rows: 3, side: 62 },
}

/** The rim that the standard (ISO/IEC 18004) asks for, in modules. */
const RIM = 4

const escaped = (text: string) => text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`)

/** The dark modules of a code as one path, from (0, 0), with `unit` millimetres a module. */
function modules(text: string, side: number): { path: string; unit: number } {
  // A quarter of it may be scratched or wet.
  const { data, size } = encode(text, { ecc: 'Q', border: 0 })
  const unit = side / (size + 2 * RIM)
  let path = ''
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue
      let run = 1
      while (row[x + run]) run++
      path += `M${x + RIM} ${y + RIM}h${run}v1h-${run}z`
      x += run
    }
  }
  return { path, unit }
}

/** How wide a text is, in em: Chinese characters one, others about half of one. */
const widthOf = (text: string) =>
  [...text].reduce((sum, it) => sum + (it.charCodeAt(0) > 0x2e7f ? 1 : 0.58), 0)

function label({ name, code, link }: PrintedCode, x: number, y: number, width: number, side: number): string {
  const { path, unit } = modules(link, side)
  const middle = x + width / 2
  const big = side / 11
  const line = (text: string, dy: number, size: number, weight: number) => {
    const fitting = Math.min(size, (width - 4) / widthOf(text))
    return (
      `<text x="${fixed(middle)}" y="${fixed(y + dy)}" font-size="${fixed(fitting)}" font-weight="${weight}">` +
      `${escaped(text)}</text>`
    )
  }
  return (
    `<g>${line(name, big, big, 700)}` +
    `<path transform="translate(${fixed(middle - side / 2)} ${fixed(y + big * 1.2)}) scale(${unit.toFixed(5)})" d="${path}"/>` +
    line(`编号 ${code}`, big * 2.2 + side, big, 700) +
    line('微信或相机扫一扫：看开放时间，到站领福利', big * 3.1 + side, big * 0.55, 400) +
    `${line(link, big * 3.8 + side, big * 0.42, 400)}</g>`
  )
}

const fixed = (millimetres: number) => String(Math.round(millimetres * 100) / 100)

/** One A4 page with the codes of at most `each` stations, as SVG. */
export function codeSheet(codes: readonly PrintedCode[], each: PerSheet): string {
  const { columns, rows, side } = layouts[each]
  const width = (WIDTH - 2 * MARGIN) / columns
  const height = (HEIGHT - 2 * MARGIN) / rows
  const used = side * (1 + 3.8 / 11)
  const labels = codes.slice(0, each).map((it, i) => {
    const x = MARGIN + (i % columns) * width
    const y = MARGIN + Math.floor(i / columns) * height + (height - used) / 2
    return label(it, x, y, width, side)
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}mm" height="${HEIGHT}mm" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>` +
    `<g text-anchor="middle" font-family="'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" fill="#000">` +
    `${labels.join('')}</g></svg>\n`
  )
}
