import { api } from '../../api/client'
import { isFinal } from '../../lib/state'
import { usePoll } from '../../live/useLive'

/** A run; while it has not ended, it is read again and again, since no event reports the progress of a unit. */
export function useRun(id: number) {
  const poll = usePoll(true)
  return api.useQuery(
    'get',
    '/api/v1/runs/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (state.data && isFinal(state.data.state) ? false : poll) },
  )
}

/** A run's outer steps. Events say when they change; they are read again rarely while events arrive. */
export function useOuterSteps(id: number, active: boolean) {
  return api.useQuery('get', '/api/v1/runs/{id}/outer-steps', { params: { path: { id } } }, { refetchInterval: usePoll(active, 30_000) })
}
