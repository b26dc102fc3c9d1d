import { api } from '@/contract'
import { EndpointRouter } from '../../server/http/router'

const id = '0195d0c0-0000-7000-8000-000000000001'
const routes = Object.values(api).map(({ method, path }) => ({
  method,
  template: path.replaceAll(/\{(\w+)\}/g, ':$1'),
  path: path.replaceAll(/\{\w+\}/g, id),
}))

/** Names of the handlers that answer, and the values of the last one's parameters. */
function answered(method: string, path: string) {
  const [handlers, stash] = router.match(method, path)
  const [, params] = handlers.at(-1) ?? []
  return {
    handlers: handlers.map(([it]) => it),
    params: Object.fromEntries(
      Object.entries(params ?? {}).map(([name, it]) => [name, typeof it === 'number' ? stash?.[it] : it]),
    ),
  }
}

const router = new EndpointRouter<string>()
router.add('ALL', '/*', 'headers')
router.add('ALL', '/*', 'limit')
// In the order of their names, in which parameters come before the fixed names beside them.
for (const { method, template } of routes) router.add(method, template, `${method} ${template}`)

it.each(routes)('$method $template is answered by its own handler alone', ({ method, template, path }) => {
  const names = [...template.matchAll(/:(\w+)/g)].map(([, name]) => [name, id])
  expect(answered(method, path)).toEqual({
    handlers: ['headers', 'limit', `${method} ${template}`],
    params: Object.fromEntries(names) as Record<string, string>,
  })
})

it.each([
  ['GET', '/v1/nothing'],
  ['DELETE', '/v1/stations/nearest'],
  ['GET', `/v1/stations/${id}/presence/more`],
  ['HEAD', '/v1/campaigns'],
])('%s %s is answered by nobody, and goes through what stands before all', (method, path) => {
  expect(answered(method, path).handlers).toEqual(['headers', 'limit'])
})
