import { storage } from '@/platform'

/** Under which the queue lies in storage. */
export const scansKey = 'scans'

let whose: () => string | undefined = () => undefined

/** Who is logged in. */
export const scanningClerk = (): string | undefined => whose()

export function setScanningClerk(clerkId: () => string | undefined): void {
  whose = clerkId
}

/** How many wait: a look at storage, without the queue's own code; what is damaged there is for that to judge. */
export function waitingScans(clerkId: string): number {
  try {
    const { scans } = JSON.parse(storage.get(scansKey) ?? '{}') as {
      scans?: ({ clerkId?: string; end?: unknown } | null)[]
    }
    return scans?.filter((it) => it?.clerkId === clerkId && it.end === undefined).length ?? 0
  } catch {
    return 0
  }
}
