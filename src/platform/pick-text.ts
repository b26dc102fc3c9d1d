import { TextUnreadable, type TextPicker } from './pick-text.shared'

/** Tables that were saved on a Chinese desktop are often in GBK. */
const encodings = ['utf-8', 'gb18030']

function decode(bytes: ArrayBuffer): string {
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one, then.
    }
  }
  throw new TextUnreadable()
}

function choose(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,text/csv'
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
}

export const textPicker: TextPicker = {
  filesComeFrom: '选文件',
  async pickText() {
    const file = await choose()
    return file && { name: file.name, text: decode(await file.arrayBuffer()) }
  },
}
