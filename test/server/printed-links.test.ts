import { linkOf } from '@/rules/link'
import { createSite } from '../../server/site'

const id = '019aa000-0000-7000-8002-000000000001'

test.each([
  ['station', '&scanned=yes'],
  ['campaign', ''],
] as const)('the link of a printed code opens its %s on H5 too', async (kind, more) => {
  const reply = await createSite().request(linkOf('http://localhost', { kind, id }))
  expect(reply.status).toBe(302)
  expect(reply.headers.get('location')).toBe(`/#/pages/${kind}/detail/index?id=${id}${more}`)
})

test.each(['/s/nothing', '/v/' + id, '/s/' + encodeURIComponent('//elsewhere.example')])(
  '%s leads nowhere',
  async (link) => {
    expect((await createSite().request(link)).status).toBe(404)
  },
)
