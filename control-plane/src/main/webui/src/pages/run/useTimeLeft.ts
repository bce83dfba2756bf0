import { api } from '../../api/client'
import type { Run } from '../../api/types'

/** As many of the last outer steps say how long one takes. */
const LAST = 5

/** About how long a running soar run still works, in milliseconds, by its last outer steps; null if that is not known. */
export function useTimeLeft(run: Run): number | null {
  const working = run.kind === 'soar' && run.state === 'running'
  const { data } = api.useQuery('get', '/api/v1/runs/{id}/throughput', { params: { path: { id: Number(run.id) } } }, { enabled: working })
  const done = run.outerStepsDone ?? 0
  const last = (data?.items ?? []).filter(({ outerStep }) => outerStep !== null && outerStep < done).slice(-LAST)
  if (!working || last.length === 0 || run.outerSteps == null) return null
  return (1000 * (run.outerSteps - done) * last.reduce((sum, { workingSeconds }) => sum + workingSeconds, 0)) / last.length
}
