const WIDTH = 30
const EVERY_MS = 100

/**
 * A bar on stderr: drawn over where somebody watches, and a line at every tenth where it goes to a file.
 * @param unit what is counted: rows
 */
export function createProgressBar(unit: string, stream: NodeJS.WriteStream = process.stderr) {
  const begun = Date.now()
  let drawnAt = 0
  let tenth = 0
  const line = (part: number, count: number) => {
    const full = Math.round(part * WIDTH)
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
    const seconds = Math.round((Date.now() - begun) / 1_000)
    return `${bar} ${String(Math.floor(part * 100)).padStart(3)} %  ${count.toLocaleString('en')} ${unit}  ${seconds} s`
  }
  return {
    /** `part`: 0 to 1. */
    show(part: number, count: number): void {
      if (stream.isTTY) {
        if (part < 1 && Date.now() - drawnAt < EVERY_MS) return
        drawnAt = Date.now()
        stream.write(`\r${line(part, count)}`)
      } else if (Math.floor(part * 10) > tenth) {
        tenth = Math.floor(part * 10)
        stream.write(`${line(part, count)}\n`)
      }
    },
    /** Leaves the bar where it is. */
    end(): void {
      if (stream.isTTY && drawnAt > 0) stream.write('\n')
    },
  }
}
