import { api } from '../../api/client'

const MOST = 200

/** The names that some settings can have, as far as the reader may list them. */
export function useKnownNames(): Record<string, string[]> {
  const lasting = { staleTime: 60_000 }
  const sets = api.useQuery('get', '/api/v1/problem-sets', { params: { query: { limit: MOST } } }, lasting)
  const hardSets = api.useQuery('get', '/api/v1/hard-sets', {}, lasting)
  const pools = api.useQuery('get', '/api/v1/pools', {}, lasting)
  const engines = api.useQuery('get', '/api/v1/engines', {}, lasting)
  const workers = api.useQuery('get', '/api/v1/workers', {}, lasting)
  const names = (items: { name: string }[] | undefined) => (items ?? []).map(({ name }) => name)
  const problemSets = [...new Set(['chains', 'chains-easy', ...names(sets.data?.items)])]
  return {
    'problems.set': problemSets,
    'methods.realProblems': problemSets,
    'screen.hardSet': names(hardSets.data?.items),
    'queue.pool': names(pools.data?.items),
    'execution.engine': names(engines.data?.items),
    'execution.worker': names(workers.data?.items),
    'model.path': ['builtin:chains'],
  }
}
