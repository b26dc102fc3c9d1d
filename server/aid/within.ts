/** What `work` comes to, or undefined where that takes longer; it then goes on by itself. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let stop = (): void => undefined
  const late = new Promise<undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms)
    stop = () => clearTimeout(timer)
  })
  // Whoever stops waiting still must not be told of its failure by a crash.
  work.catch(() => undefined)
  return Promise.race([work, late]).finally(() => stop())
}
