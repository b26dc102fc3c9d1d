import { http } from 'msw/core/http'
import type { createApp } from '../server/app'

/** msw's handlers: every request for /v1, to whatever host, is answered by the API itself. */
export const handlersOf = (app: ReturnType<typeof createApp>) => [
  http.all('*/v1/*', ({ request }) => app.fetch(request)),
]
