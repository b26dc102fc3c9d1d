import { api, caseQueue, type CaseQueue, type Persona, type ReplyOf } from '@/contract'
import { AFTERNOON } from '../support/api'
import { createDemoApi, type DemoApi } from '../support/demo-api'

jest.setTimeout(60_000)

let demo: DemoApi
beforeAll(async () => {
  demo = await createDemoApi(() => AFTERNOON, { claims: true })
})
afterAll(() => demo.drop())

async function get<Reply>(path: string, token = ''): Promise<Reply> {
  const headers: Record<string, string> = token === '' ? {} : { Authorization: `Bearer ${token}` }
  return (await (await demo.app.request(path, { headers })).json()) as Reply
}

async function desk(of: Persona): Promise<Record<CaseQueue, ReplyOf<typeof api.listCases>>> {
  const body = JSON.stringify({ provider: 'demo', code: of })
  const { token } = (await (await demo.app.request('/v1/sessions', { method: 'POST', body })).json()) as {
    token: string
  }
  const queues = caseQueue.options.map(async (queue) => {
    const reply = await get<ReplyOf<typeof api.listCases>>(`${api.listCases.path}?queue=${queue}`, token)
    return [queue, reply] as const
  })
  return Object.fromEntries(await Promise.all(queues)) as Record<CaseQueue, ReplyOf<typeof api.listCases>>
}

it('has a claim of each kind for each of two reviewers, and some that neither may touch', async () => {
  const [first, second] = [await desk('reviewer'), await desk('reviewer2')]
  expect(first.review.counts).toEqual({ review: 6, confirm: 2, papers: 1, payouts: 2, overdue: 2 })
  const barred = (of: typeof first) => [...of.review.cases, ...of.confirm.cases].map((it) => it.barred)
  for (const why of ['own-case', 'same-reviewer', null]) expect(barred(first)).toContain(why)
  for (const why of ['relative-case', 'same-reviewer', null]) expect(barred(second)).toContain(why)
  expect(first.review.cases[0]).toMatchObject({ overdue: true, state: 'submitted' })
  expect(first.review.cases.some((it) => it.objected)).toBe(true)
  expect(first.review.cases.find((it) => it.heldBy)?.heldBy?.mine).toBe(true)
  expect(first.closed.cases.map((it) => it.state)).toEqual([
    ...Array<string>(5).fill('paid'),
    'withdrawn',
    'refused',
  ])
  const { figures } = await get<ReplyOf<typeof api.getClaimFigures>>(api.getClaimFigures.path)
  expect(figures.find((it) => it.paid > 0)).toMatchObject({
    paid: 5,
    paidFen: 480_000,
    medianDays: 29.9,
    demo: true,
  })
  expect(demo.faults).toEqual([])
})
