import { api, client } from '../../api/client'
import { ApiError } from '../../api/errors'
import type { Experiment } from '../../api/types'
import { isFinal } from '../../lib/state'
import { useLive, usePoll } from '../../live/useLive'
import { useMe, useRole } from '../../ui/useRole'

/** The experiment, which is followed until it has ended; from then on nothing is asked again. */
export function useExperiment(id: number) {
  const params = { params: { path: { id } } }
  const query = api.useQuery('get', '/api/v1/experiments/{id}', params, {
    refetchInterval: ({ state }) => (state.data && isFinal(state.data.state) ? false : 3_000),
  })
  const active = query.data !== undefined && !isFinal(query.data.state)
  return { query, active, status: useLive(active) }
}

/** How the parts of an experiment are read: again while it is active, and never after. */
export function useReading(active: boolean, everyMs?: number) {
  return { refetchInterval: usePoll(active, everyMs) }
}

/** Whether the reader may do what only its owner and admins may. */
export function useOwns({ owner }: Experiment): boolean {
  const { data: me } = useMe()
  const operates = useRole('operator')
  return operates && me !== undefined && (me.role === 'admin' || me.name === owner)
}

export interface Patch {
  name?: string
  notes?: string
  tags?: Record<string, string | null>
}

/**
 * Changes an experiment, unless what the reader saw of it has changed meanwhile. Runs that advance are no reason to refuse,
 * though they change its revision.
 */
export async function change(seen: Experiment, patch: Patch): Promise<void> {
  const path = { id: seen.id }
  const { data, response } = await client.GET('/api/v1/experiments/{id}', { params: { path } })
  const changed = (['name', 'notes'] as const).find((field) => patch[field] !== undefined && data?.[field] !== seen[field])
  if (changed) {
    const what = changed === 'name' ? `It is called ${data?.name} now.` : 'Copy your text, close this, and write it again.'
    throw new ApiError(412, 'Somebody else was faster', `Somebody else changed the ${changed} meanwhile. ${what}`)
  }
  await client.PATCH('/api/v1/experiments/{id}', {
    params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '*' } },
    // A null removes a tag, which the document of the interface can't express.
    body: { ...patch, tags: patch.tags as Record<string, string> },
  })
}
