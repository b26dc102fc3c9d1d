import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import {
  type CallInput,
  type ClaimFacts,
  type Endpoint,
  type Persona,
  type PhotoPurpose,
  type Purpose,
  type ReplyOf,
  api,
} from '@/contract'
import { isCardNumber } from '@/rules/card-number'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { toBase64url } from '@/rules/encoding'
import { DAY, dateText, dayOf } from '@/rules/shanghai'
import { createApp } from '../../server/app'
import type { Images, Settings } from '../../server/ports'
import { type Claimant, claimantCovers, claimants } from './claimants'
import { personas } from './personas'

const HOUR = 3_600_000

/** Lets the claims of the demo happen, each in its time before `now` (epoch ms), as far as they have not happened yet. */
export async function playClaims(
  { database, ports, random }: Pick<Settings, 'database' | 'ports' | 'random'>,
  now: number,
): Promise<void> {
  if ((await database.query(anyClaim, [claimants.paid.id])).count > 0) return
  let at = now
  const images = ports.images && remembering(ports.images)
  const quiet = {
    ...ports,
    images,
    // Those of the running API are published to its own directory alone.
    stations: undefined,
    limiter: undefined,
    metrics: undefined,
    notices: undefined,
    texts: undefined,
  }
  const app = createApp({ database, clock: () => at, random, demo: true, ports: quiet })

  /** Does it at a time, as somebody. */
  async function ask<E extends Endpoint>(
    endpoint: E,
    input: CallInput<E> & { file?: Uint8Array },
    token?: string,
  ): Promise<ReplyOf<E>> {
    const { body, file, key, params } = input as {
      body?: object
      file?: Uint8Array
      key?: string
      params?: { id: string }
    }
    const form = new FormData()
    for (const [name, value] of Object.entries(body ?? {})) form.append(name, String(value))
    if (file) form.append(endpoint.upload?.field ?? '', new Blob([file.slice()]))
    const headers: Record<string, string> = {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(endpoint.keyed && { 'Idempotency-Key': key ?? newKey() }),
    }
    const reply = await app.request(endpoint.path.replace('{id}', params?.id ?? ''), {
      method: endpoint.method,
      headers,
      body: endpoint.upload ? form : body && JSON.stringify(body),
    })
    const said: unknown = reply.status === 204 ? undefined : await reply.json()
    if (!reply.ok)
      throw new Error(`The demo cannot ${endpoint.method} ${endpoint.path}: ${JSON.stringify(said)}`)
    return said as ReplyOf<E>
  }
  const newKey = () => toBase64url(random(24))

  async function open(workerId: string): Promise<string> {
    const token = toBase64url(random(32))
    await database.query(openSession, [
      sessionIdOf(workerId),
      workerId,
      sha256(utf8ToBytes(token)),
      new Date(now - 61 * DAY),
      new Date(now + HOUR),
    ])
    return token
  }
  const idOf = (of: Persona) => personas.find(({ persona }) => persona === of)?.id ?? ''
  const [first, second] = [await open(idOf('reviewer')), await open(idOf('reviewer2'))]
  const agree = (token: string, purpose: Purpose) =>
    ask(
      api.putConsent,
      {
        body: {
          purpose,
          version: consentTexts[purpose].version,
          textHash: consentHash(purpose),
          given: true,
        },
      },
      token,
    )

  async function verified(person: Claimant): Promise<string> {
    const token = await open(person.id)
    for (const purpose of ['identity', 'health', 'bank'] as const) await agree(token, purpose)
    const { idNumber, name } = person
    await ask(api.verifyIdentity, { body: { name, idNumber } }, token)
    return token
  }

  interface Told {
    kind?: 'accident-treatment' | 'hospital-days'
    /** Days before it was filed. */
    after?: number
    facts?: (day: string, filed: string) => Partial<ClaimFacts>
    photos?: readonly PhotoPurpose[]
    where: string
    words: string
    code?: string
  }
  const billed = (day: string): Partial<ClaimFacts> => ({
    bills: [{ issuedOn: day, amountFen: 130_000, otherPaidFen: 0 }],
  })

  /** Filed just then. */
  async function file(token: string, workerId: string, told: Told): Promise<string> {
    const {
      after = 0.25,
      code,
      facts = billed,
      kind = 'accident-treatment',
      photos = [],
      where,
      words,
    } = told
    const happened = at - after * DAY
    const photoIds: string[] = []
    for (const purpose of photos) {
      const { photo } = await ask(
        api.uploadPhoto,
        { body: { purpose }, file: await paper(purpose), key: newKey() },
        token,
      )
      photoIds.push(photo.id)
    }
    const body = {
      kind,
      happenedAt: new Date(happened).toISOString(),
      where,
      words,
      facts: { ...nothing, ...facts(dateText(dayOf(happened)), dateText(dayOf(at))) },
      photoIds,
      ...(code !== undefined && { familyCode: code }),
    }
    const policyId = claimantCovers.find((it) => it.workerId === workerId)?.id ?? ''
    const { claim } = await ask(api.fileClaim, { params: { id: policyId }, body, key: newKey() }, token)
    return claim.id
  }
  const factsOf = async (token: string, id: string) =>
    (await ask(api.getClaim, { params: { id } }, token)).claim.facts

  const approve = (token: string, id: string, facts: ClaimFacts) =>
    ask(api.proposeDecision, { params: { id }, body: { decision: 'approve', facts }, key: newKey() }, token)
  const refuse = (token: string, id: string, clause: string, reasons: string) =>
    ask(
      api.proposeDecision,
      { params: { id }, body: { decision: 'refuse', clause, reasons }, key: newKey() },
      token,
    )
  async function confirm(
    token: string,
    id: string,
    proposed: ReplyOf<typeof api.proposeDecision>,
  ): Promise<void> {
    const decisionId = proposed.case.decisions[0]?.id ?? ''
    await ask(
      api.confirmDecision,
      { params: { id }, body: { decisionId, outcome: 'confirm' }, key: newKey() },
      token,
    )
  }
  const bank = (token: string, card: string) =>
    ask(
      api.putPayoutAccount,
      { body: { kind: 'bank', bank: '港城银行（演示）', cardNumber: cardOf(card) } },
      token,
    )

  /** Filed and approved by two, and paid to where he says. */
  async function granted(token: string, workerId: string, daysAgo: number, told: Told): Promise<string> {
    at = now - daysAgo * DAY
    const id = await file(token, workerId, told)
    const facts = await factsOf(token, id)
    at += 2 * DAY
    const proposed = await approve(first, id, facts)
    at += 3 * HOUR
    await confirm(second, id, proposed)
    return id
  }

  // Longest ago first: what is made later is newer by its key.
  const lucky = await verified(claimants.paid)
  await bank(lucky, '6222020200000010')
  const falls = ['雨天路滑摔倒', '躲行人撞到路沿', '上楼送餐踩空', '被开车门碰倒', '过减速带摔车']
  for (const [i, words] of falls.entries()) {
    const told = { where: '海港区河北大街', words, after: 0.5 }
    await granted(lucky, claimants.paid.id, 40 - 5 * i, told)
  }
  const failed = await verified(claimants.failed)
  await bank(failed, '6222020200000009')
  const returnedId = await granted(failed, claimants.failed.id, 16, {
    where: '北环路',
    words: '电动车被追尾，腰扭伤',
  })

  at = now - 20 * DAY
  const waiting = await verified(claimants.overdue)
  await file(waiting, claimants.overdue.id, {
    where: '东山街快递点门口',
    words: '卸货时箱子砸到脚背，骨裂',
    photos: ['injury', 'diagnosis', 'bill'],
  })

  at = now - 12 * DAY
  const refused = await verified(claimants.refused)
  const refusedId = await file(refused, claimants.refused.id, { where: '夜市', words: '和人争执后受伤' })
  at += 2 * DAY
  const no = await refuse(
    first,
    refusedId,
    '打架、故意自伤',
    '病历和报警回执上写的都是打架受的伤，按约定不在互助范围里。',
  )
  at += DAY
  await confirm(second, refusedId, no)

  at = now - 10 * DAY
  const objecting = await verified(claimants.objecting)
  const objectedId = await file(objecting, claimants.objecting.id, {
    where: '文化路立交桥下',
    words: '下坡刹不住，摔到绿化带里',
    photos: ['injury', 'diagnosis', 'bill'],
  })
  at += 3 * DAY
  const doubted = await refuse(
    first,
    objectedId,
    '酒后、无证、无牌上路',
    '照片上看不到车牌，没有别的材料能说明车是上了牌的。',
  )
  at += DAY
  await confirm(second, objectedId, doubted)
  at = now - DAY
  const words = '车牌在后面，照片没拍到。车管所的登记证补上了，请再看一遍。'
  const photo = await ask(
    api.uploadPhoto,
    { body: { purpose: 'scene' }, file: await paper('scene'), key: newKey() },
    objecting,
  )
  await ask(
    api.objectToRefusal,
    { params: { id: objectedId }, body: { words, photoIds: [photo.photo.id] }, key: newKey() },
    objecting,
  )

  const due = await verified(claimants.due)
  await bank(due, '6222020200000008')

  at = now - 5 * DAY
  const asked = await verified(claimants.papers)
  const askedId = await file(asked, claimants.papers.id, {
    where: '西港路加油站',
    words: '停车时被后车顶了一下，脖子疼',
    photos: ['injury'],
  })
  at += DAY
  await ask(
    api.askForPapers,
    {
      params: { id: askedId },
      body: {
        papers: [
          { purpose: 'bill', text: '医院收费单，四个角都拍进去' },
          { purpose: 'diagnosis', text: '盖了章的诊断证明，字要看得清' },
        ],
      },
    },
    second,
  )

  at = now - 4 * DAY
  const stays = (from: string, to: string): Partial<ClaimFacts> => ({ stays: [{ from, to }] })
  const hospital = {
    kind: 'hospital-days' as const,
    after: 9,
    facts: stays,
    photos: ['hospital-stay', 'diagnosis', 'bill'] as const,
  }
  for (const [who, by] of [
    ['proposed', first],
    ['proposedByOther', second],
  ] as const) {
    at = now - 4 * DAY
    const token = await verified(claimants[who])
    const id = await file(token, claimants[who].id, {
      ...hospital,
      where: '第一医院旁边的路口',
      words: '右膝摔伤，做了手术，住了 9 天',
    })
    const facts = await factsOf(token, id)
    at += 2 * DAY
    await approve(by, id, facts)
  }

  at = now - 3 * DAY
  await verified(claimants.husband)
  const wife = await verified(claimants.wife)
  const { code } = await ask(
    api.giveFamilyCode,
    {
      body: {
        policyNumber: claimantCovers.find((it) => it.workerId === claimants.husband.id)?.number ?? '',
        name: claimants.husband.name,
        reason: '他爱人来办，他还在重症监护',
      },
    },
    second,
  )
  await file(wife, claimants.husband.id, {
    ...hospital,
    after: 4,
    facts: (from) => ({ stays: [{ from, to: null }] }),
    photos: ['diagnosis'],
    where: '外环路',
    words: '我爱人被货车刮倒，还在医院',
    code,
  })

  at = now - 2 * DAY
  const gone = await verified(claimants.withdrawn)
  const goneId = await file(gone, claimants.withdrawn.id, { where: '站点里', words: '擦破皮，自己处理了' })
  await ask(api.withdrawClaim, { params: { id: goneId } }, gone)
  const reviewing = await verified(claimants.reviewing)
  const heldId = await file(reviewing, claimants.reviewing.id, {
    where: '民族路小区 3 号楼',
    words: '下楼踩空，左手腕着地',
    photos: ['injury', 'diagnosis', 'bill'],
  })

  at = now - DAY
  await agree(first, 'health')
  await file(first, idOf('reviewer'), { where: '上班路上', words: '骑车摔了一跤，手肘擦伤' })

  // Approved after the file for the bank is made: what came back and what arrived were in it.
  at = now - 3 * HOUR
  const { batch } = await ask(api.makePayoutBatch, { body: {}, key: newKey() }, second)
  const { csv } = await ask(api.getPayoutFile, { params: { id: batch.id } }, second)
  const returned = (await ask(api.getClaim, { params: { id: returnedId } }, failed)).claim.number
  const filled = csv
    .split('\r\n')
    .map((line) => line.replace(/,,$/, line.includes(returned) ? ',失败,户名不符' : ',成功,'))
  await ask(api.importPayoutResults, { params: { id: batch.id }, body: { csv: filled.join('\r\n') } }, second)
  at = now - 2.5 * DAY
  const dueId = await file(due, claimants.due.id, { where: '高速出口', words: '换轮胎时手被夹伤' })
  const dueFacts = await factsOf(due, dueId)
  at = now - 2 * HOUR
  await confirm(second, dueId, await approve(first, dueId, dueFacts))

  at = now - HOUR
  const fresh = await verified(claimants.new)
  await file(fresh, claimants.new.id, {
    where: '海阳路和建设大街路口',
    words: '躲一只狗，摔到花坛边，左手腕骨折',
    photos: ['injury', 'diagnosis', 'bill'],
  })
  at = now - 5 * 60_000
  await ask(api.takeCase, { params: { id: heldId } }, first)
  await database.query(closeSessions, [
    [idOf('reviewer'), idOf('reviewer2'), ...Object.values(claimants).map((it) => it.id)].map(sessionIdOf),
  ])
}

const anyClaim = { name: 'demo.any-claim', text: 'SELECT FROM aid_claim WHERE worker_id = $1' }
const openSession = {
  name: 'demo.open-session',
  text: 'INSERT INTO session (id, worker_id, token_hash, opened_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
}
const closeSessions = { name: 'demo.close-sessions', text: 'DELETE FROM session WHERE id = ANY($1::uuid[])' }
const sessionIdOf = (workerId: string) => workerId.replace('019aa000', '019aa0ff')

const nothing: ClaimFacts = { bills: [], stays: [], grade: null, diagnosedOn: null }

/** Decodes each file once, however many have it. */
function remembering(images: Images): Images {
  const known = new Map<number, ReturnType<Images['remake']>>()
  return {
    remake(bytes) {
      const made = known.get(bytes.length) ?? images.remake(bytes)
      known.set(bytes.length, made)
      return made
    },
  }
}

/** What there is a picture of; the others are given one of these. */
const pictures: readonly PhotoPurpose[] = ['injury', 'diagnosis', 'bill', 'hospital-stay']
const paper = (purpose: PhotoPurpose): Promise<Uint8Array> =>
  readFile(path.join(__dirname, 'papers', `${pictures.includes(purpose) ? purpose : 'bill'}.jpg`))

/** A card that passes Luhn's check and is of no bank. */
function cardOf(digits: string): string {
  const check = [...Array(10).keys()].find((it) => isCardNumber(`${digits}${it}`))
  return `${digits}${check}`
}
