import { linkOf } from '@/rules/link'
import { createSite } from '../../server/site'

const id = '019aa000-0000-7000-8002-000000000001'

test.each([
  ['station', 'pages/station/arrived/index'],
  ['campaign', 'pages/campaign/detail/index'],
] as const)('the link of a printed code of a %s opens %s on H5 too', async (kind, page) => {
  const reply = await createSite().request(linkOf('http://localhost', { kind, id }))
  expect(reply.status).toBe(302)
  expect(reply.headers.get('location')).toBe(`/#/${page}?id=${id}`)
})

test('the link of a certificate opens the page that checks it', async () => {
  const reply = await createSite().request('http://localhost/p/7K3M9QPX2A4B8CDE')
  expect(reply.headers.get('location')).toBe('/#/pages/mutual-aid/certificate/index?id=7K3M9QPX2A4B8CDE')
})

test.each(['/p/nothing', '/s/nothing', '/v/' + id, '/s/' + encodeURIComponent('//elsewhere.example')])(
  '%s leads nowhere',
  async (link) => {
    expect((await createSite().request(link)).status).toBe(404)
  },
)
