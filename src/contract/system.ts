import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { timestamp } from './shapes'

export const getVersion = endpoint({
  method: 'GET',
  path: '/v1/version',
  summary: 'A fixed answer that touches nothing.',
  auth: 'anyone',
  success: 200,
  reply: z.object({ name: z.literal('nuanxin'), api: z.literal('v1') }),
  refusals: [],
})

export const getHealth = endpoint({
  method: 'GET',
  path: '/v1/health',
  summary: 'Whether the database answers; 503 where it does not.',
  auth: 'anyone',
  success: 200,
  reply: z.object({ database: z.literal('up'), time: timestamp, demo: z.boolean() }),
  refusals: [],
})
