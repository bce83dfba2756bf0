import { client } from '../../api/client'
import type { components } from '../../api/openapi'

export type BulkResult = components['schemas']['ExperimentBulkResult']
type LeftOut = components['schemas']['ExperimentsLeftOut']

export const VERBS = ['pause', 'resume', 'retry', 'cancel', 'archive', 'unarchive', 'tag'] as const
export type Verb = (typeof VERBS)[number]

/** As in 'would be paused'. */
export const DONE: Record<Verb, string> = {
  pause: 'paused',
  resume: 'resumed',
  retry: 'retried',
  cancel: 'cancelled',
  archive: 'archived',
  unarchive: 'taken out of the archive',
  tag: 'tagged',
}

export interface Target {
  ids: number[]
  /** In place of ids: all that it matches. */
  filter: string | null
}

type Body = components['schemas']['ExperimentSelection']

/** Ids go in parts, since a request takes at most so many. */
const PART = 200

function bodies({ ids, filter }: Target, tags: Record<string, string | null> | null): Body[] {
  // The document has no null in this map, which removes a tag.
  const more = tags === null ? {} : { tags: tags as Record<string, string> }
  if (filter !== null) return [{ filter: filter === '' ? 'true' : filter, ...more }]
  return Array.from({ length: Math.ceil(ids.length / PART) }, (_, i) => ({ ids: ids.slice(i * PART, (i + 1) * PART), ...more }))
}

const NOTHING: BulkResult = { matched: 0, changed: 0, unchanged: [], refused: [], next: null }

function merged(a: LeftOut[], b: LeftOut[]): LeftOut[] {
  const all = new Map(a.map((one) => [one.reason, one]))
  for (const one of b) {
    const before = all.get(one.reason)
    all.set(one.reason, before ? { ...before, count: before.count + one.count } : one)
  }
  return [...all.values()]
}

const sum = (a: BulkResult, b: BulkResult): BulkResult => ({
  matched: a.matched + b.matched,
  changed: a.changed + b.changed,
  unchanged: merged(a.unchanged, b.unchanged),
  refused: merged(a.refused, b.refused),
  next: b.next,
})

/** Carries an operation out in as many requests as it takes, or says what it would do. */
export async function bulk(
  verb: Verb,
  target: Target,
  tags: Record<string, string | null> | null,
  validateOnly: boolean,
  note: (soFar: BulkResult) => void = () => undefined,
): Promise<BulkResult> {
  let total = NOTHING
  for (const body of bodies(target, tags)) {
    let after: number | null | undefined = null
    do {
      const { data }: { data?: BulkResult } = await client.POST(`/api/v1/experiments:${verb}`, {
        params: { query: { validateOnly } },
        body: { ...body, ...(after == null ? {} : { after }) },
      })
      if (!data) break
      total = sum(total, data)
      note(total)
      after = data.next
    } while (after != null)
  }
  return total
}
