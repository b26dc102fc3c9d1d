import fc from 'fast-check'
import { type AidClaim, refusals, type RefusalCode } from '@/contract'
import { type FileBody, type PapersBody } from '@/features/aid-claims/sending-api'
import {
  addDraft,
  allDrafts,
  changeDraft,
  draftOf,
  dropDraft,
  dropPhoto,
  useDrafts,
} from '@/features/aid-claims/drafts'
import { type OutboxPorts, createOutbox, useOutbox } from '@/features/aid-claims/outbox'
import { NetworkFault, PhotoLost } from '@/platform'
import { Refusal } from '@/platform/call'
import { consentTexts } from '@/rules/consent-texts'

const at = Date.parse('2026-11-30T06:00:00Z')

/** What becomes of one call: it gets through; it does not; it does and its answer is lost; the app ends before or after. */
type Fate = 'through' | 'cut' | 'lost' | 'killed-before' | 'killed-after'
const fates: readonly Fate[] = ['through', 'cut', 'lost', 'killed-before', 'killed-after']

/** A server that keeps its word about keys, at the end of a network that keeps none. */
class World {
  readonly uploads = new Map<string, { id: string; photoId: string }>()
  readonly claims = new Map<string, { id: string; body: string; photoIds: string[] }>()
  readonly batches = new Map<string, string>()
  consented = true
  refuseUpload: RefusalCode | undefined
  fate: () => Fate = () => 'through'
  /** Counts starts of the app: what belongs to an earlier one is gone. */
  private epoch = 0
  private keys = 0
  private kill: () => void = () => undefined

  /** Starts the app anew, with what it kept. */
  start(): { pump(): Promise<unknown> } {
    const epoch = ++this.epoch
    useDrafts.setState(
      JSON.parse(JSON.stringify(useDrafts.getState())) as ReturnType<typeof useDrafts.getState>,
    )
    useOutbox.setState({ progress: {}, filed: {}, consentDue: false })
    const killed = new Promise<void>((resolve) => (this.kill = resolve))
    const never = new Promise<never>(() => undefined)
    const reach = async <T>(serve: () => T): Promise<T> => {
      await Promise.resolve()
      if (epoch !== this.epoch) return never
      const fate = this.fate()
      const end = () => {
        this.epoch++
        this.kill()
        return never
      }
      if (fate === 'killed-before') return end()
      if (fate === 'cut') throw new NetworkFault('offline')
      const served = serve()
      if (fate === 'killed-after') return end()
      if (fate === 'lost') throw new NetworkFault('timeout')
      return served
    }
    const ports: OutboxPorts = {
      upload: ({ photoId, key }, onProgress) =>
        reach(() => {
          this.needConsent()
          if (this.refuseUpload) throw refused(this.refuseUpload)
          onProgress(0.5)
          const upload = this.uploads.get(key) ?? { id: `upload-${key}`, photoId }
          this.uploads.set(key, upload)
          return upload.id
        }),
      discard: (uploadId) =>
        reach(() => {
          if ([...this.claims.values()].some((it) => it.photoIds.includes(uploadId)))
            throw refused('photo-sent')
          for (const [key, { id }] of this.uploads) if (id === uploadId) this.uploads.delete(key)
        }),
      file: (_policy, body, key) => reach(() => this.file(body, key)),
      addPapers: (claimId, body, key) => reach(() => this.add(claimId, body, key)),
      object: (claimId, body, key) => reach(() => this.add(claimId, body, key)),
      agree: () =>
        reach(() => {
          this.consented = true
        }),
      newKey: async () => `key-${++this.keys}`,
      now: () => at,
      onClaim: () => undefined,
    }
    const outbox = createOutbox(ports)
    return { pump: () => Promise.race([outbox.pump(), killed]) }
  }

  private needConsent(): void {
    if (!this.consented) throw refused('consent-required')
  }

  private file(body: FileBody, key: string): AidClaim {
    this.needConsent()
    const known = this.claims.get(key)
    if (known && known.body !== JSON.stringify(body)) throw refused('key-reused')
    const claim = known ?? { id: `claim-${key}`, body: JSON.stringify(body), photoIds: [] }
    if (!known) this.attach(claim, body.photoIds ?? [])
    this.claims.set(key, claim)
    return { id: claim.id } as AidClaim
  }

  private add(claimId: string, body: Partial<PapersBody>, key: string): AidClaim {
    const claim = [...this.claims.values()].find(({ id }) => id === claimId)
    if (!claim) throw refused('not-found')
    const known = this.batches.get(key)
    if (known !== undefined && known !== JSON.stringify(body)) throw refused('key-reused')
    if (known === undefined) this.attach(claim, body.photoIds ?? [])
    this.batches.set(key, JSON.stringify(body))
    return { id: claim.id } as AidClaim
  }

  private attach(claim: { photoIds: string[] }, photoIds: readonly string[]): void {
    const taken = new Set([...this.claims.values()].flatMap((it) => it.photoIds))
    const there = new Set([...this.uploads.values()].map(({ id }) => id))
    photoIds.forEach((id, i) => {
      if (taken.has(id)) throw refused('photo-sent', `photoIds.${i}`)
      if (!there.has(id)) throw refused('photo-unknown', `photoIds.${i}`)
    })
    claim.photoIds.push(...photoIds)
  }
}

const refused = (code: RefusalCode, field?: string) => new Refusal({ code, ...refusals[code], field })

let numbers = 0
function begin(): string {
  const id = `draft-${++numbers}`
  addDraft({ id, task: 'claim', begunAt: at, policyId: 'policy', kind: 'accident-treatment' })
  changeDraft(id, () => ({ words: `words of ${id}` }))
  return id
}
function takePhoto(draft: string): string {
  const id = `photo-${++numbers}`
  const photo = { id, purpose: 'injury' as const, bytes: 1, key: `of-${id}`, uploadId: null }
  changeDraft(draft, ({ photos }) => ({ photos: [...photos, { ...photo, given: false, refusal: null }] }))
  return id
}
const want = (draft: string) => changeDraft(draft, () => ({ wanted: true, refusal: null }))
const wordsOf = ({ body }: { body: string }) => (JSON.parse(body) as FileBody).words

type Deed = { do: 'begin' | 'photo' | 'want' | 'pump' | 'restart'; which: number; fates: readonly Fate[] }
const deed: fc.Arbitrary<Deed> = fc.record({
  do: fc.constantFrom('begin', 'photo', 'photo', 'want', 'pump', 'pump', 'restart'),
  which: fc.nat(10),
  fates: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 6 }),
})

test('whatever is cut off, repeated or ended: each claim is filed once, each photo given once, nothing is lost', async () => {
  const property = fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
    useDrafts.setState({ drafts: [], agreed: null, told: null, dropped: [] })
    const world = new World()
    const drafts: string[] = []
    const photosOf = new Map<string, string[]>()
    const wanted = new Set<string>()
    let app = world.start()
    for (const { do: what, which, fates: script } of deeds) {
      const open = allDrafts().map(({ id }) => id)
      const draft = open[which % Math.max(1, open.length)]
      if (what === 'begin') drafts.push(begin())
      else if (what === 'restart') app = world.start()
      else if (what === 'photo' && draft)
        photosOf.set(draft, [...(photosOf.get(draft) ?? []), takePhoto(draft)])
      else if (what === 'want' && draft) {
        wanted.add(draft)
        want(draft)
      } else if (what === 'pump') {
        let call = 0
        world.fate = () => script[call++ % script.length] ?? 'through'
        await app.pump()
        if (script.some((it) => it.startsWith('killed'))) app = world.start()
      }
    }
    world.fate = () => 'through'
    app = world.start()
    await app.pump()

    // Each that was wanted is one claim, with all of its photos, each once.
    const claims = [...world.claims.values()]
    expect(claims.map(wordsOf).sort()).toEqual([...wanted].map((id) => `words of ${id}`).sort())
    for (const id of wanted) {
      const claim = claims.find((it) => wordsOf(it) === `words of ${id}`)
      const given = (claim?.photoIds ?? []).map(
        (upload) => [...world.uploads.values()].find((it) => it.id === upload)?.photoId,
      )
      expect(given.sort()).toEqual([...(photosOf.get(id) ?? [])].sort())
      expect(draftOf(id)).toBeUndefined()
    }
    // What was not is as it was left, its photos uploaded once.
    for (const id of drafts.filter((it) => !wanted.has(it))) {
      expect(draftOf(id)).toMatchObject({ words: `words of ${id}`, claimId: null })
      expect(draftOf(id)?.photos.map((it) => it.id)).toEqual(photosOf.get(id) ?? [])
    }
    const uploaded = [...world.uploads.values()].map(({ photoId }) => photoId)
    expect(new Set(uploaded).size).toBe(uploaded.length)
  })
  await fc.assert(property, { numRuns: 400 })
})

describe('one draft', () => {
  let world: World
  let draft: string
  beforeEach(() => {
    useDrafts.setState({ drafts: [], agreed: null, told: null, dropped: [] })
    world = new World()
    draft = begin()
  })

  test('a claim that is refused comes back with why and where, and all that was typed', async () => {
    takePhoto(draft)
    want(draft)
    const app = world.start()
    jest.spyOn(world.claims, 'get').mockImplementation(() => {
      throw refused('event-claimed', 'happenedAt')
    })
    await app.pump()
    expect(draftOf(draft)).toMatchObject({
      wanted: false,
      sending: null,
      words: `words of ${draft}`,
      refusal: { code: 'event-claimed', field: 'happenedAt', detail: refusals['event-claimed'].detail },
    })
    expect(draftOf(draft)?.photos).toHaveLength(1)
  })

  test('a photo the server does not want holds up neither the claim nor the others', async () => {
    const bad = takePhoto(draft)
    want(draft)
    world.refuseUpload = 'too-large'
    const app = world.start()
    await app.pump()
    expect(world.claims.size).toBe(1)
    expect(draftOf(draft)?.photos).toMatchObject([{ id: bad, refusal: refusals['too-large'].detail }])
    world.refuseUpload = undefined
    takePhoto(draft)
    await app.pump()
    expect([...world.claims.values()][0]?.photoIds).toHaveLength(1)
    expect(draftOf(draft)?.photos.map((it) => it.given)).toEqual([false, true])
  })

  test('nothing goes before he has agreed; what he agreed to here is told once, and not again once he took it back', async () => {
    world.consented = false
    takePhoto(draft)
    const app = world.start()
    await expect(app.pump()).resolves.toBe('waits-person')
    expect(useOutbox.getState().consentDue).toBe(true)
    useDrafts.setState({ agreed: { version: consentTexts.health.version, textHash: 'x' } })
    await expect(app.pump()).resolves.toBe('done')
    expect(world.uploads.size).toBe(1)

    world.consented = false
    takePhoto(draft)
    await expect(app.pump()).resolves.toBe('waits-person')
    expect(world.consented).toBe(false)
  })

  test('a photo that the server forgot goes again, and with the claim', async () => {
    takePhoto(draft)
    const app = world.start()
    await app.pump()
    world.uploads.clear()
    want(draft)
    await app.pump()
    expect([...world.claims.values()][0]?.photoIds).toHaveLength(1)
    expect(draftOf(draft)).toBeUndefined()
  })

  test('a photo that is not on the phone any more says so, and the claim goes without it', async () => {
    takePhoto(draft)
    want(draft)
    const app = world.start()
    jest.spyOn(world.uploads, 'get').mockImplementation(() => {
      throw new PhotoLost()
    })
    await app.pump()
    expect(world.claims.size).toBe(1)
    expect(draftOf(draft)?.photos[0]?.refusal).toContain('重拍')
  })

  test('a photo that is taken out is deleted on the server too, once there is a network; one that is part of a claim is not', async () => {
    const [kept, gone] = [takePhoto(draft), takePhoto(draft)]
    const app = world.start()
    await app.pump()
    dropPhoto(draft, gone)
    world.fate = () => 'cut'
    await expect(app.pump()).resolves.toBe('waits-network')
    expect(world.uploads.size).toBe(2)
    world.fate = () => 'through'
    await world.start().pump()
    expect([...world.uploads.values()].map((it) => it.photoId)).toEqual([kept])
    want(draft)
    await world.start().pump()
    expect([...world.claims.values()][0]?.photoIds).toHaveLength(1)
    expect([world.uploads.size, useDrafts.getState().dropped]).toEqual([1, []])
  })

  test('a draft that is given up takes its photos with it, also one that was just on its way', async () => {
    takePhoto(draft)
    const app = world.start()
    const sending = app.pump()
    dropDraft(draft)
    await sending
    await app.pump()
    expect([world.uploads.size, useDrafts.getState().dropped]).toEqual([0, []])
  })
})
