import { LineCounter, parseDocument, type Document } from 'yaml'
import type * as z from 'zod/mini'

/** What is wrong with a file, and where: line and column from 1. */
export interface FileFault<Code extends string = string> {
  readonly line: number
  readonly column: number
  readonly code: Code
  readonly says: string
}

export type YamlFaultCode =
  'yaml-malformed' | 'field-missing' | 'field-unknown' | 'field-wrong' | 'time-malformed'

export type Path = readonly (string | number)[]
/** Notes that something is wrong where the file has what a path names, or else the nearest thing around it. */
export type Add<Code extends string> = (path: Path, code: Code, says: string) => void

export interface YamlFile<T, Code extends string> {
  readonly content: T
  /** All that was found wrong so far. */
  readonly faults: FileFault<Code | YamlFaultCode>[]
  readonly add: Add<Code | YamlFaultCode>
  readonly faultAt: (path: Path, code: Code, says: string) => FileFault<Code>
  /** Epoch ms of a time at this path; undefined where there is none, or (which is noted) it is not written as one. */
  readonly momentAt: (path: Path, text: string | null | undefined) => number | undefined
}

/** Reads a YAML file of this shape, or says by line and column all that is no YAML or not of the shape. */
export function readYaml<Code extends string, S extends z.ZodMiniType = z.ZodMiniType>(
  text: string,
  shape: S,
): YamlFile<z.output<S>, Code> | { faults: FileFault<YamlFaultCode>[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((it) => ({ ...at(it.pos[0]), code: 'yaml-malformed', says: it.message })),
    }
  }
  const faultAt = <C extends string>(path: Path, code: C, says: string): FileFault<C> => ({
    ...at(offsetOf(document, path)),
    code,
    says,
  })
  const parsed = shape.safeParse(document.toJS())
  if (!parsed.success) {
    const faults: FileFault<YamlFaultCode>[] = []
    for (const issue of parsed.error.issues) {
      const path = issue.path as Path
      const name = path.join('.') || 'the file'
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys)
          faults.push(faultAt([...path, key], 'field-unknown', `${[...path, key].join('.')} is not known`))
      } else if (document.getIn(path) === undefined)
        faults.push(faultAt(path, 'field-missing', `${name} is missing`))
      else faults.push(faultAt(path, 'field-wrong', `${name} ${wanted(issue)}`))
    }
    return { faults }
  }
  const faults: FileFault<Code | YamlFaultCode>[] = []
  const add: Add<Code | YamlFaultCode> = (path, code, says) => void faults.push(faultAt(path, code, says))
  return {
    content: parsed.data,
    faults,
    add,
    faultAt,
    momentAt(path, written) {
      if (written === undefined || written === null) return undefined
      const instant = readMoment(written)
      if (instant === undefined)
        add(path, 'time-malformed', `${path.join('.')} must look like 2026-12-01 08:00 (as in Shanghai)`)
      return instant
    },
  }
}

/** What a field has to be, as far as the shape tells. */
function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'invalid_type':
      return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' of them' : ''}`
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' of them' : ''}`
    case 'invalid_format':
      return `must look like ${issue.pattern ?? issue.format}`
    default:
      return 'cannot be this'
  }
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      { range?: [number, number, number] } | undefined
    if (node?.range) return node.range[0]
  }
  return 0
}

/** `2026-12-01 08:00`, as in Shanghai, or RFC 3339 with an offset. Epoch ms; undefined where it is neither. */
function readMoment(text: string): number | undefined {
  const local = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/.exec(text)
  const full = local
    ? `${local[1]}T${local[2] ?? '00:00'}${local[3] ?? ':00'}+08:00`
    : /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
      ? text
      : ''
  const instant = Date.parse(full)
  // Date.parse takes 30 February for 2 March.
  const day = text.slice(0, 10)
  const exists = new Date(Date.parse(`${day}T00:00:00Z`)).toISOString?.().slice(0, 10) === day
  return Number.isNaN(instant) || !exists ? undefined : instant
}
