import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { readLink } from '@/rules/link'
import { siteHeaders } from './http/headers'

const output = path.resolve(__dirname, '..', 'dist', 'h5')

const pages = {
  station: 'pages/station/arrived/index',
  campaign: 'pages/campaign/detail/index',
  certificate: 'pages/mutual-aid/certificate/index',
}

/**
 * Serves dist/h5. Files named after their content never change; the page that names them is asked for each time. `tiles` is
 * where the map's tiles come from.
 */
export function createSite(tiles = process.env.TARO_APP_TILES): Hono {
  const site = new Hono()
  const headers = Object.entries(siteHeaders(tiles))
  site.use(etag())
  site.use(async (c, next) => {
    await next()
    const named = /\.[0-9a-f]{8,}\.\w+$/.test(c.req.path) && c.res.ok
    c.header('Cache-Control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
    for (const [name, value] of headers) c.header(name, value)
  })
  // A printed code, or a certificate's, read by the phone's own camera; WeChat opens the same link as the mini-program.
  site.get('/:letter{[scp]}/:id', (c, next) => {
    const target = readLink(`https://site${c.req.path}`)
    return target ? Promise.resolve(c.redirect(`/#/${pages[target.kind]}?id=${target.id}`)) : next()
  })
  // Takes paths relative to the working directory only.
  site.use(serveStatic({ root: path.relative(process.cwd(), output) || '.' }))
  return site
}
