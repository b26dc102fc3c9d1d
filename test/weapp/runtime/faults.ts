/** What WeChat's tools would show in red, gathered while a mini-program runs. */
export class Faults {
  readonly all: string[] = []
  /** Milliseconds that each run of script took: the launch, a timer, an event, a callback. */
  readonly scripts: { what: string; ms: number }[] = []
  private depth = 0

  add(where: string, what: unknown): void {
    this.all.push(`${where}: ${wordsOf(what)}`)
  }

  /** Runs script of the mini-program; what it throws is kept as a fault. */
  run<T>(what: string, script: () => T): T | undefined {
    const begun = performance.now()
    this.depth++
    try {
      return script()
    } catch (thrown) {
      this.add(what, thrown)
      return undefined
    } finally {
      this.depth--
      if (this.depth === 0) this.scripts.push({ what, ms: performance.now() - begun })
    }
  }

  /** Throws if there was any. */
  assertNone(): void {
    if (this.all.length > 0) throw new Error(`The mini-program is faulty:\n${this.all.join('\n')}`)
  }
}

/** Errors of another realm are no instances of this one's Error. */
function wordsOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown)
  const { name, message, stack, errMsg } = thrown as Partial<Error> & { errMsg?: string }
  if (stack) return stack.split('\n').slice(0, 4).join('\n')
  return errMsg ?? (message === undefined ? JSON.stringify(thrown) : `${name ?? 'Error'}: ${message}`)
}
