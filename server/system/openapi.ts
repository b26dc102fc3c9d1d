import * as z from 'zod/mini'
import { api, problem, refusals, refusalsOf, type Endpoint } from '@/contract'

type Json = Record<string, unknown>

/** OpenAPI 3.1 of the whole API, generated from the contract's endpoint table. */
export function openApi(): Json {
  const components: Json = {}
  const schema = (it: z.ZodMiniType, io: 'input' | 'output'): Json => {
    const { $defs, $schema: _, ...rest } = z.toJSONSchema(it, { io, unrepresentable: 'any' }) as Json
    Object.assign(components, hoisted($defs ?? {}))
    return hoisted(rest)
  }
  const paths: Record<string, Json> = {}
  for (const [name, it] of Object.entries<Endpoint>(api)) {
    const path = (paths[it.path] ??= {})
    path[it.method.toLowerCase()] = {
      operationId: name,
      summary: it.summary,
      ...(it.auth === 'anyone' ? { security: [{}, { session: [] }] } : { security: [{ session: [] }] }),
      ...(it.auth === 'anyone' || it.auth === 'member' ? {} : { 'x-role': it.auth }),
      ...(it.consents && { 'x-consents': it.consents }),
      parameters: [
        ...parameters(it.params, 'path', schema),
        ...parameters(it.query, 'query', schema),
        ...(it.keyed
          ? [
              {
                name: 'Idempotency-Key',
                in: 'header',
                required: true,
                schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
              },
            ]
          : []),
      ],
      ...(it.body && {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schema(it.body, 'input') } },
        },
      }),
      responses: {
        [it.success]:
          it.success === 204
            ? { description: 'Done' }
            : {
                description: 'Done',
                content: { 'application/json': { schema: schema(it.reply, 'output') } },
              },
        ...(it.success === 201 && {
          200: {
            description: 'Done before',
            content: { 'application/json': { schema: schema(it.reply, 'output') } },
          },
        }),
        ...refused(it),
      },
    }
  }
  schema(problem, 'output')
  components.Problem ??= hoisted(z.toJSONSchema(problem))
  return {
    openapi: '3.1.0',
    info: {
      title: '暖新',
      version: 'v1',
      description: 'Stations, benefits and mutual aid for new-employment workers.',
    },
    paths,
    components: {
      schemas: components,
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function parameters(
  it: z.ZodMiniObject | undefined,
  where: 'path' | 'query',
  schema: (it: z.ZodMiniType, io: 'input') => Json,
): Json[] {
  if (!it) return []
  const { properties = {}, required = [] } = schema(it, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: of,
    ...(of.type === 'array' && { style: 'form', explode: false }),
  }))
}

function refused(it: Endpoint): Json {
  const byStatus: Record<number, string[]> = {}
  for (const code of refusalsOf(it)) (byStatus[refusals[code].status] ??= []).push(code)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** JSON Schema keeps what it names under `$defs`; OpenAPI wants it under components. */
function hoisted(value: unknown): Json {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
}
