import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../ports'

/** Request figures for Prometheus, by endpoint template and status, so that no id ever becomes a label. */
export function createMetrics(): Metrics & { text(): Promise<string>; contentType: string } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answered = new Histogram({
    name: 'nuanxin_request_seconds',
    help: 'Time to answer, by endpoint and status',
    labelNames: ['method', 'path', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const alarms = new Counter({
    name: 'nuanxin_alarms_total',
    help: 'Odd things seen at stations’ desks, by kind',
    labelNames: ['kind'],
    registers: [registry],
  })
  const overdue = new Counter({
    name: 'nuanxin_claims_overdue_total',
    help: 'Claims on which the union was late',
    registers: [registry],
  })
  return {
    overdue: () => overdue.inc(),
    alarmed: (kind) => alarms.inc({ kind }),
    answered: (endpoint, status, milliseconds) =>
      answered.observe(
        { method: endpoint?.method ?? '', path: endpoint?.path ?? 'unknown', status },
        milliseconds / 1000,
      ),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
