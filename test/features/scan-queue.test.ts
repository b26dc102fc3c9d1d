import fc from 'fast-check'
import { NetworkFault, storage } from '@/platform'
import { Refusal } from '@/platform/call'
import { QUEUE_CAP } from '@/rules/desk'
import {
  dropScan,
  enqueue,
  isConflict,
  markSeen,
  noteUsed,
  openQueue,
  passTaken,
  type Queue,
  type QueuedScan,
  settle,
  takeBack,
  wasTaken,
} from '@/features/clerk/queue'
import { waitingScans } from '@/features/clerk/waiting-scans'
import { type Batch, StillWaiting, syncQueue, type SyncOptions } from '@/features/clerk/sync-queue'

type Reply = Awaited<ReturnType<SyncOptions['send']>>

const clerkId = '0199a6f2-0000-7000-8000-000000000001'
const colleague = '0199a6f2-0000-7000-8000-000000000002'
const here = '0199a6f2-0000-7000-8000-0000000000a1'
const there = '0199a6f2-0000-7000-8000-0000000000a2'
const at = '2026-12-01T04:00:00.000Z'
const now = () => Date.parse(at)

let made = 0
beforeEach(() => storage.remove('scans'))

const scanOf = (voucher: number, over: Partial<QueuedScan> = {}): QueuedScan => {
  const handle = String(voucher).padStart(10, '0')
  return {
    key: `key-${String(++made).padStart(16, '0')}`,
    clerkId,
    stationId: here,
    stationName: '建设大街骑手驿站',
    code: `NX1.${handle}.1.aaaaaaaaaaaaaaaa.g`,
    handle,
    scannedAt: at,
    ...over,
  }
}
const refusalOf = (
  code: 'voucher-redeemed' | 'unavailable' | 'clock-wrong' | 'invalid-input',
  status = 409,
) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail: `${code}，没算上`,
})

/** The server: first write wins, and a key has the outcome it had. */
function serverOf() {
  const winners = new Map<string, string>()
  const outcomes = new Map<string, Reply['outcomes'][number]>()
  const redeem = ({ code, key }: Batch['scans'][number]): Reply['outcomes'][number] => {
    const earlier = outcomes.get(key)
    if (earlier) return earlier
    const handle = code.slice(4, 14)
    const won = !winners.has(handle)
    if (won) winners.set(handle, key)
    const redemption = { redeemedAt: at, title: '礼包', worker: { maskedName: '王*明', occupation: null } }
    const outcome = (
      won ? { key, redemption } : { key, refusal: refusalOf('voucher-redeemed') }
    ) as Reply['outcomes'][number]
    // A refusal leaves no trace: asked again it is found anew.
    if (won) outcomes.set(key, outcome)
    return outcome
  }
  return { winners, redeem }
}

const keysOf = ({ getState }: Queue) => getState().scans.map((it) => it?.key)

type Fault = 'none' | 'lost' | 'reply-lost' | 'half' | 'killed' | 'busy'
type Step =
  | { do: 'scan'; voucher: number; station: string }
  | { do: 'kill' | 'take-back' | 'seen' }
  | { do: 'sync'; fault: Fault }

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('scan' as const),
      voucher: fc.nat(5),
      station: fc.constantFrom(here, there),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'take-back' as const, 'seen' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      fault: fc.constantFrom<Fault>('none', 'lost', 'reply-lost', 'half', 'killed', 'busy'),
    }),
  },
)

it('loses nothing and doubles nothing, in whatever order scans, kills, syncs and faults of the network come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 30 }), async (walk) => {
      storage.remove('scans')
      let queue = openQueue()
      const server = serverOf()
      const accepted: string[] = []
      const sync = async (fault: Fault) => {
        let first = true
        let died: () => void = () => undefined
        const death = new Promise<void>((resolve) => (died = resolve))
        const send = async ({ scans }: Batch): Promise<Reply> => {
          const now = first ? fault : 'none'
          first = false
          if (now === 'lost') throw new NetworkFault('offline')
          if (now === 'busy')
            return { outcomes: scans.map(({ key }) => ({ key, refusal: refusalOf('unavailable', 503) })) }
          const outcomes = scans
            .slice(0, now === 'half' ? Math.ceil(scans.length / 2) : undefined)
            .map(server.redeem)
          if (now === 'half') throw new Refusal(refusalOf('unavailable', 503))
          if (now === 'reply-lost') throw new NetworkFault('timeout')
          if (now !== 'killed') return { outcomes }
          died()
          return new Promise(() => undefined)
        }
        const run = syncQueue({ queue, send, now: () => Date.parse(at) }, clerkId).catch((fault: unknown) => {
          if (!(fault instanceof NetworkFault || fault instanceof Refusal || fault instanceof StillWaiting))
            throw fault
        })
        await Promise.race([run, death.then(() => (queue = openQueue()))])
      }
      for (const step of walk) {
        if (step.do === 'scan') {
          const scan = scanOf(step.voucher, { stationId: step.station })
          if (!wasTaken(queue, scan.handle) && enqueue(queue, scan) === 'queued') accepted.push(scan.key)
        } else if (step.do === 'kill') queue = openQueue()
        else if (step.do === 'sync') await sync(step.fault)
        else if (step.do === 'seen') {
          const bad = queue.getState().scans.find((it) => it && isConflict(it))
          if (bad) markSeen(queue, bad.key)
        } else {
          const key = accepted.at(-1)
          if (key && takeBack(queue, key)) accepted.pop()
        }
        // Nothing is ever missing, in memory or in storage.
        expect(keysOf(queue)).toEqual(accepted)
        expect(keysOf(openQueue())).toEqual(accepted)
      }
      await sync('none')
      const ended = openQueue().getState().scans
      expect(ended.map((it) => it?.key)).toEqual(accepted)
      const won = ended.filter((it) => it?.end && !('code' in it.end)).map((it) => it?.key)
      expect(ended.every((it) => it?.end)).toBe(true)
      expect([...won].sort()).toEqual([...server.winners.values()].sort())
    }),
    { numRuns: 300 },
  )
})

it('sends in order, those of one station together, and at most as many as the API takes', async () => {
  const queue = openQueue()
  const stations = [here, here, there, here]
  stations.forEach((stationId, i) => enqueue(queue, scanOf(i, { stationId })))
  const sent: [string, string[]][] = []
  const send = async ({ stationId, scans }: Batch) => {
    sent.push([stationId, scans.map(({ code }) => code.slice(4, 14))])
    return { outcomes: scans.map(serverOf().redeem) }
  }
  await syncQueue({ queue, send, now }, clerkId)
  expect(sent).toEqual([
    [here, ['0000000000', '0000000001']],
    [there, ['0000000002']],
    [here, ['0000000003']],
  ])
})

it('is full at its cap, which what is over does not count towards', async () => {
  const queue = openQueue()
  for (let i = 0; i < QUEUE_CAP; i++) expect(enqueue(queue, scanOf(i))).toBe('queued')
  expect(enqueue(queue, scanOf(99))).toBe('full')
  expect(enqueue(queue, scanOf(99, { clerkId: colleague }))).toBe('queued')
  const { redeem } = serverOf()
  await syncQueue({ queue, send: async ({ scans }) => ({ outcomes: scans.map(redeem) }), now }, clerkId)
  expect(enqueue(queue, scanOf(99))).toBe('queued')
})

it('does not say that a scan is kept where storage has no room', () => {
  const queue = openQueue()
  enqueue(queue, scanOf(1))
  const set = jest.spyOn(storage, 'set').mockReturnValue(false)
  const refused = scanOf(2)
  expect(enqueue(queue, refused)).toBe('unsaved')
  set.mockRestore()
  expect(keysOf(queue)).not.toContain(refused.key)
  expect(enqueue(queue, { ...scanOf(3), handle: 'no digits' })).toBe('unsaved')
})

it('sends nothing of another clerk, and keeps it for him', async () => {
  const queue = openQueue()
  const his = scanOf(1, { clerkId: colleague })
  enqueue(queue, his)
  enqueue(queue, scanOf(2))
  const { redeem, winners } = serverOf()
  const send = async ({ scans }: Batch) => ({ outcomes: scans.map(redeem) })
  await syncQueue({ queue, send, now }, clerkId)
  expect([...winners.keys()]).toEqual(['0000000002'])
  await syncQueue({ queue: openQueue(), send, now }, colleague)
  expect(winners.get('0000000001')).toBe(his.key)
})

it('keeps refusals until they are seen, however many scans come after', () => {
  const queue = openQueue()
  const bad = scanOf(1, { end: { code: 'voucher-redeemed', detail: '这张券已经用过了' } })
  enqueue(queue, bad)
  for (let i = 0; i < 120; i++) {
    const scan = scanOf(100 + i, { end: { at, who: '王*明', title: '礼包' } })
    enqueue(queue, scan)
    markSeen(queue, scan.key)
  }
  expect(keysOf(queue)).toContain(bad.key)
  expect(keysOf(queue)).toHaveLength(51)
  markSeen(queue, bad.key)
  expect(keysOf(openQueue())).not.toContain(bad.key)
})

describe('a queue edited by hand', () => {
  const edited = (change: (scans: Record<string, unknown>[]) => unknown[]) => {
    const queue = openQueue()
    for (let i = 1; i <= 4; i++) enqueue(queue, scanOf(i))
    const kept = JSON.parse(storage.get('scans') ?? '') as { scans: Record<string, unknown>[] }
    storage.set('scans', JSON.stringify({ ...kept, scans: change(kept.scans) }))
    return openQueue()
  }

  it.each([
    ['no key', { key: '' }],
    ['a key that is no text', { key: 7 }],
    ['a code that is too long', { code: 'x'.repeat(601) }],
    ['a time that is none', { scannedAt: 'yesterday' }],
    ['a station that is none', { stationId: 'here' }],
    ['an outcome that is none', { end: { code: 7, detail: '' } }],
  ])('loses only the scan that has %s, and says so', async (_what, bad) => {
    const queue = edited((scans) => scans.map((it, i) => (i === 1 ? { ...it, ...bad } : it)))
    expect(queue.getState().scans.map((it) => it?.handle)).toEqual([
      '0000000001',
      undefined,
      '0000000003',
      '0000000004',
    ])
    const { redeem, winners } = serverOf()
    await syncQueue({ queue, send: async ({ scans }) => ({ outcomes: scans.map(redeem) }), now }, clerkId)
    expect(winners.size).toBe(3)
    expect(
      openQueue()
        .getState()
        .scans.filter((it) => it === null),
    ).toHaveLength(1)
  })

  it('goes through but for the one that the server cannot read, each with its own word', async () => {
    const queue = edited((scans) => scans.map((it, i) => (i === 2 ? { ...it, code: 'NX1.odd' } : it)))
    const { redeem } = serverOf()
    const send = async ({ scans }: Batch) => {
      if (scans.some(({ code }) => code === 'NX1.odd')) throw new Refusal(refusalOf('invalid-input', 400))
      return { outcomes: scans.map(redeem) }
    }
    await syncQueue({ queue, send, now }, clerkId)
    expect(
      queue.getState().scans.map((it) => (it?.end && 'code' in it.end ? it.end.code : 'redeemed')),
    ).toEqual(['redeemed', 'redeemed', 'invalid-input', 'redeemed'])
  })

  it('counts a scan that was copied once', async () => {
    const queue = edited((scans) => [...scans, scans[0]])
    const { redeem } = serverOf()
    await syncQueue({ queue, send: async ({ scans }) => ({ outcomes: scans.map(redeem) }), now }, clerkId)
    const ends = queue.getState().scans.map((it) => it?.end)
    expect(ends.slice(0, 4).every((it) => it && !('code' in it))).toBe(true)
    expect(ends[4]).toMatchObject({ code: 'key-reused' })
  })

  it('has a scan of later than now refused, once it is known what time it is', async () => {
    const queue = edited((scans) =>
      scans.map((it, i) => (i === 0 ? { ...it, scannedAt: '2027-01-01T00:00:00.000Z' } : it)),
    )
    const { redeem } = serverOf()
    const send = async ({ scans }: Batch) => ({
      outcomes: scans.map((it) =>
        it.scannedAt > at ? { key: it.key, refusal: refusalOf('clock-wrong') } : redeem(it),
      ),
    })
    await syncQueue({ queue, send, now }, clerkId)
    const [first, ...others] = queue.getState().scans
    expect(first?.end).toEqual({ code: 'clock-wrong', detail: '这条记录的时间还没到，被改过，不能算' })
    expect(others.every((it) => it?.end && !('code' in it.end))).toBe(true)
  })
})

it('sends again by the right time once a reply has told that the phone’s clock is a day off', async () => {
  const queue = openQueue()
  enqueue(queue, scanOf(1))
  const { redeem } = serverOf()
  const times: number[] = []
  let clock = now() - 86_400_000
  const send = async ({ scans }: Batch) => {
    times.push(clock)
    const off = clock !== now()
    clock = now()
    return {
      outcomes: scans.map((it) => (off ? { key: it.key, refusal: refusalOf('clock-wrong') } : redeem(it))),
    }
  }
  // As the phone has it: wrong until the first reply.
  await syncQueue({ queue, send, now: () => clock }, clerkId)
  expect(times).toHaveLength(2)
  expect(queue.getState().scans[0]?.end).toMatchObject({ who: '王*明' })
})

it('waits, and does not hold up another station’s, where the server goes on wanting it again', async () => {
  const queue = openQueue()
  enqueue(queue, scanOf(1))
  enqueue(queue, scanOf(2, { stationId: there }))
  const { redeem } = serverOf()
  const send = async ({ scans, stationId }: Batch) => ({
    outcomes: scans.map((it) =>
      stationId === here ? { key: it.key, refusal: refusalOf('unavailable', 503) } : redeem(it),
    ),
  })
  await expect(syncQueue({ queue, send, now }, clerkId)).rejects.toThrow(StillWaiting)
  expect(queue.getState().scans.map((it) => it?.end !== undefined)).toEqual([false, true])
})

it('knows a voucher that this phone has taken before, with signal or without', () => {
  const queue = openQueue()
  const scan = scanOf(1)
  enqueue(queue, scan)
  noteUsed(queue, '0000000002', true)
  const again = openQueue()
  expect(wasTaken(again, '0000000001')).toEqual(scan)
  expect(wasTaken(again, '0000000002')).toBe('with-signal')
  noteUsed(again, '0000000002', false)
  expect(wasTaken(again, '0000000002')).toBeUndefined()
})

it('does not undo in one tab what another has written since', () => {
  const [one, other] = [openQueue(), openQueue()]
  const [first, second] = [scanOf(1), scanOf(2)]
  enqueue(one, first)
  settle(one, new Map([[first.key, { code: 'voucher-redeemed', detail: '这张券已经用过了' }]]))
  other.reread()
  enqueue(one, second)
  markSeen(other, first.key)
  expect(openQueue().getState().scans).toEqual([
    expect.objectContaining({ key: first.key, seen: true }),
    second,
  ])
})

it('takes a pass as often as it works, and not twice by what its screen showed once', () => {
  const queue = openQueue()
  const at = (minutes: number) => now() + minutes * 60_000
  const take = (minutes: number) => {
    const scan = scanOf(1, { scannedAt: new Date(at(minutes)).toISOString() })
    enqueue(queue, scan)
    return scan
  }
  const { handle } = scanOf(1)
  expect(passTaken(queue, handle, 2, at(0))).toBeUndefined()
  take(0)
  expect(passTaken(queue, handle, 2, at(1))).toBe('just-used')
  expect(passTaken(queue, handle, 2, at(2))).toBeUndefined()
  const second = take(2)
  expect(passTaken(openQueue(), handle, 2, at(10))).toEqual(second)
  expect(passTaken(queue, handle, 3, at(10))).toBeUndefined()
  // One that was refused takes nothing away.
  settle(queue, new Map([[second.key, { code: 'voucher-just-used', detail: '' }]]))
  expect(passTaken(queue, handle, 2, at(10))).toBeUndefined()
  noteUsed(queue, handle, true)
  expect(passTaken(queue, handle, 2, at(10))).toBe('with-signal')
})

it('forgets a scan that was taken back after it had gone through, so that the voucher can come again', async () => {
  const queue = openQueue()
  const [first, second] = [scanOf(1), scanOf(2)]
  enqueue(queue, first)
  enqueue(queue, second)
  const { redeem } = serverOf()
  await syncQueue({ queue, send: async ({ scans }) => ({ outcomes: scans.map(redeem) }), now }, clerkId)
  dropScan(queue, first.key)
  expect(wasTaken(openQueue(), first.handle)).toBeUndefined()
  expect(keysOf(openQueue())).toEqual([second.key])
})

it('tells how many of a clerk wait without the queue’s own code', async () => {
  expect(waitingScans(clerkId)).toBe(0)
  const queue = openQueue()
  for (const voucher of [1, 2]) enqueue(queue, scanOf(voucher))
  enqueue(queue, scanOf(3, { clerkId: colleague }))
  expect(waitingScans(clerkId)).toBe(2)
  const { redeem } = serverOf()
  await syncQueue({ queue, send: async ({ scans }) => ({ outcomes: scans.map(redeem) }), now }, clerkId)
  expect([waitingScans(clerkId), waitingScans(colleague)]).toEqual([0, 1])
  storage.set('scans', '{damaged')
  expect(waitingScans(clerkId)).toBe(0)
})

it('holds what two tabs of a browser put into it', async () => {
  const [one, other] = [openQueue(), openQueue()]
  const scans = [scanOf(1), scanOf(2), scanOf(3)]
  enqueue(one, scans[0]!)
  enqueue(other, scans[1]!)
  enqueue(one, scans[2]!)
  expect(keysOf(openQueue())).toEqual(scans.map(({ key }) => key))
  const { redeem } = serverOf()
  await syncQueue(
    { queue: other, send: async ({ scans }) => ({ outcomes: scans.map(redeem) }), now },
    clerkId,
  )
  expect(wasTaken(one, scans[0]!.handle)).toMatchObject({ end: { who: '王*明' } })
})

it('takes a scan back as long as it never left the phone', async () => {
  const queue = openQueue()
  const [first, second] = [scanOf(1), scanOf(2)]
  enqueue(queue, first)
  expect(takeBack(queue, first.key)).toBe(true)
  enqueue(queue, second)
  const send = async (): Promise<Reply> => {
    throw new NetworkFault('timeout')
  }
  await expect(syncQueue({ queue, send, now }, clerkId)).rejects.toThrow(NetworkFault)
  expect(takeBack(openQueue(), second.key)).toBe(false)
  expect(keysOf(queue)).toEqual([second.key])
})
