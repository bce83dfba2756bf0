import type { components } from '../../api/openapi'
import { flatten, nested, same } from './settings'

export type SpecRequest = components['schemas']['SpecRequest']
export type RetentionRule = components['schemas']['RetentionRule']
export const RETENTION_KINDS = ['rolloutText', 'metricPoints', 'adapters'] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

/** What an experiment starts from. */
export type Start = { kind: 'preset'; preset: string } | { kind: 'defaults' } | { kind: 'experiment'; id: number }

/** What the user has changed. */
export interface Draft {
  /** Settings by their paths, where they differ from the start. */
  set: Record<string, unknown>
  tags: Record<string, string>
  retention: Partial<Record<RetentionKind, RetentionRule>>
}

export const UNCHANGED: Draft = { set: {}, tags: {}, retention: {} }

/** The start that the address names: ?from=ID, ?preset=NAME, or ?preset=none. */
export function startOf(params: URLSearchParams): Start | null {
  const from = params.get('from')
  if (from !== null && /^\d{1,15}$/.test(from)) return { kind: 'experiment', id: Number(from) }
  const preset = params.get('preset')
  if (preset === null) return null
  return preset === 'none' ? { kind: 'defaults' } : { kind: 'preset', preset }
}

export const startKey = (start: Start) => (start.kind === 'experiment' ? `from=${start.id}` : `preset=${start.kind === 'preset' ? start.preset : 'none'}`)

/** The body of the request that checks or submits a draft. */
export function requestOf(start: Start, draft: Draft): SpecRequest {
  return {
    ...(start.kind === 'preset' ? { preset: start.preset } : {}),
    ...(start.kind === 'defaults' ? { spec: {} } : {}),
    set: draft.set as SpecRequest['set'],
    ...(Object.keys(draft.tags).length > 0 ? { tags: draft.tags } : {}),
    ...(Object.keys(draft.retention).length > 0 ? { retention: draft.retention } : {}),
  } as SpecRequest
}

/** The draft as the document that is edited as JSON and kept in files. */
export function documentOf(start: Start, draft: Draft): Record<string, unknown> {
  return {
    ...(start.kind === 'preset' ? { preset: start.preset } : {}),
    spec: nested(draft.set),
    ...(Object.keys(draft.tags).length > 0 ? { tags: draft.tags } : {}),
    ...(Object.keys(draft.retention).length > 0 ? { retention: draft.retention } : {}),
  }
}

export const DOCUMENT_KEYS = ['preset', 'spec', 'set', 'name', 'seed', 'tags', 'retention'] as const

/** A document that was read: what it starts from, if it says so, and what it changes. */
export interface Read {
  preset: string | null
  draft: Draft
}

export class DocumentError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function part(document: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = document[name] ?? {}
  if (!isObject(value)) throw new DocumentError(name, `${name} must be a JSON object.`)
  return value
}

/**
 * Reads a document: a request ({preset, spec, set, name, seed, tags, retention}), or a spec alone.
 *
 * @throws DocumentError naming the part that can't be read
 */
export function readDocument(document: unknown): Read {
  if (!isObject(document)) throw new DocumentError('', 'This must be a JSON object.')
  const isRequest = DOCUMENT_KEYS.some((key) => key !== 'name' && key !== 'seed' && key in document)
  if (!isRequest) return { preset: null, draft: { ...UNCHANGED, set: flatten(document) } }
  const unknown = Object.keys(document).find((key) => !(DOCUMENT_KEYS as readonly string[]).includes(key))
  if (unknown !== undefined) throw new DocumentError(unknown, `There is no part ${unknown}; allowed: ${DOCUMENT_KEYS.join(', ')}.`)
  const { preset = null } = document
  if (preset !== null && typeof preset !== 'string') throw new DocumentError('preset', 'preset must be text.')
  const tags = part(document, 'tags')
  const odd = Object.keys(tags).find((key) => typeof tags[key] !== 'string')
  if (odd !== undefined) throw new DocumentError(`tags.${odd}`, 'The value of a tag must be text.')
  const shortcuts = Object.fromEntries(['name', 'seed'].filter((key) => document[key] != null).map((key) => [key, document[key]]))
  return {
    preset,
    draft: {
      set: { ...flatten(part(document, 'spec')), ...shortcuts, ...flatten(part(document, 'set')) },
      tags: tags as Record<string, string>,
      retention: part(document, 'retention') as Draft['retention'],
    },
  }
}

/** Only what differs from the values of the start. */
export function pruned(set: Record<string, unknown>, base: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).filter(([path, value]) => !(path in base) || !same(value, base[path])))
}
