import type { FileGiver } from './give-file.shared'

/** Long enough for a browser to begin reading it. */
const releaseAfterMs = 60_000

export const fileGiver: FileGiver = {
  filesGoTo: '存一份到手机',
  async giveFile(name, text) {
    // The mark tells what opens it that these bytes are UTF-8.
    const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/plain;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), releaseAfterMs)
    return 'saved'
  },
}
