/**
 * Reads that many ask for at once, in one: what is asked while reads are on their way waits for one of them to come back,
 * and goes out together. Whoever comes alone waits for nobody.
 * @param read answers in the order of what was asked.
 */
export function gather<Asked, Told>(
  read: (asked: readonly Asked[]) => Promise<readonly Told[]>,
  { most = 200, atOnce = 2 }: { most?: number; atOnce?: number } = {},
): (asked: Asked) => Promise<Told> {
  let waiting: { asked: Asked; resolve: (told: Told) => void; reject: (fault: unknown) => void }[] = []
  let reading = 0

  const send = async (): Promise<void> => {
    const batch = waiting.slice(0, most)
    waiting = waiting.slice(most)
    reading++
    try {
      const told = await read(batch.map((it) => it.asked))
      for (const [i, it] of batch.entries()) it.resolve(told[i] as Told)
    } catch (fault) {
      for (const it of batch) it.reject(fault)
    }
    reading--
    if (waiting.length > 0) void send()
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject })
      if (reading < atOnce) void send()
    })
}
