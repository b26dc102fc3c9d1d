import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { readLink } from '@/rules/link'
import { siteHeaders } from './http/headers'

const output = path.resolve(__dirname, '..', 'dist', 'h5')

/** Serves dist/h5. Files named after their content never change; the page that names them is asked for each time. */
export function createSite(): Hono {
  const site = new Hono()
  site.use(etag())
  site.use(async (c, next) => {
    await next()
    const named = /\.[0-9a-f]{8,}\.\w+$/.test(c.req.path) && c.res.ok
    c.header('Cache-Control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
    for (const [name, value] of Object.entries(siteHeaders)) c.header(name, value)
  })
  // A printed code read by the phone's own camera; WeChat opens the same link as the mini-program.
  site.get('/:letter{[sc]}/:id', (c, next) => {
    const target = readLink(`https://site${c.req.path}`)
    if (!target) return next()
    const { kind, id } = target
    const scanned = kind === 'station' ? '&scanned=yes' : ''
    return Promise.resolve(c.redirect(`/#/pages/${kind}/detail/index?id=${id}${scanned}`))
  })
  // Takes paths relative to the working directory only.
  site.use(serveStatic({ root: path.relative(process.cwd(), output) || '.' }))
  return site
}
