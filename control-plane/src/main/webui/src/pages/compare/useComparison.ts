import { keepPreviousData, useQuery, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../api/client'
import type { Experiment } from '../../api/types'
import { flatSettings } from '../../lib/differences'
import { measuredRuns, type Member } from '../../lib/groups'
import { chosenOver, overOf } from '../../lib/metricCurves'
import { curvesQuery } from '../../ui/metrics/curvesQuery'
import { useSearchParam } from '../../ui/useSearchParam'
import { MOST, numbers, runsFilter } from './asked'

export interface Comparison {
  experiments: Experiment[]
  members: Member[]
  /** Named in the address, but deleted since. */
  missing: number[]
  /** Runs beyond what one request takes, which are left out. */
  left: number
}

const runsQuery = (ids: number[]) => api.queryOptions('get', '/api/v1/runs', { params: { query: { filter: runsFilter(ids), limit: MOST } } })

const experimentsQuery = (ids: number[]) => api.queryOptions('get', '/api/v1/experiments:read', { params: { query: { id: ids } } })

/** The names of the figures of some runs, whose numbers are in order. */
export const namesQuery = (run: number[]) => api.queryOptions('get', '/api/v1/metrics', { params: { query: { run } } })

/** Those that are named, and those of named runs. */
const experimentsOf = (named: number[], runs: { experimentId: number }[] = []) => [...new Set([...named, ...runs.map(({ experimentId }) => experimentId)])].slice(0, MOST)

/** Reads what useComparison will ask for, and begins to read the curves that the address names. */
export async function prepareComparison(cache: QueryClient, search: URLSearchParams) {
  const runs = numbers(search.get('runs'))
  const [name = ''] = (search.get('metric') ?? '').split(',')
  if (runs.length > 0 && name !== '') {
    const inOrder = [...runs].sort((a, b) => a - b)
    void cache.prefetchQuery(curvesQuery(inOrder, name, overOf(name, chosenOver(search.get('over')))))
  }
  const found = runs.length > 0 ? await cache.fetchQuery(runsQuery(runs)) : undefined
  const ids = experimentsOf(numbers(search.get('experiments')), found?.items)
  if (ids.length > 0) await cache.prefetchQuery(experimentsQuery(ids))
}

/** The experiments and runs that the address names: ?experiments=1,2 with all their runs, or ?runs=3,4. */
export function useComparison() {
  const [experiments] = useSearchParam('experiments')
  const [runs] = useSearchParam('runs')
  const runIds = useMemo(() => numbers(runs), [runs])
  const found = useQuery({ ...runsQuery(runIds), enabled: runIds.length > 0 })
  const ids = useMemo(() => experimentsOf(numbers(experiments), found.data?.items), [experiments, found.data])
  const ready = ids.length > 0 && (runIds.length === 0 || found.data !== undefined)
  const read = useQuery({ ...experimentsQuery(ids), enabled: ready, placeholderData: keepPreviousData })
  const data = useMemo<Comparison | undefined>(() => {
    if (found.data && ids.length === 0) return { experiments: [], members: [], missing: [], left: 0 }
    if (!read.data) return undefined
    const wanted = new Set(ids)
    const all = read.data.items.filter(({ id }) => wanted.has(id))
    const whole = new Set(numbers(experiments))
    const single = new Set(runIds)
    const members = all.flatMap((experiment) => {
      const settings = flatSettings(experiment.spec)
      const chosen = whole.has(experiment.id) ? measuredRuns(experiment) : experiment.runs.filter(({ id }) => single.has(id))
      return chosen.map((run) => ({ experiment, run, settings }))
    })
    const missing = read.isPlaceholderData ? [] : ids.filter((id) => !all.some((experiment) => experiment.id === id))
    return { experiments: all, members: members.slice(0, MOST), missing, left: Math.max(0, members.length - MOST) }
  }, [found.data, read.data, read.isPlaceholderData, ids, experiments, runIds])
  const failed = found.isError ? found : read
  return { chosen: ids, nothing: ids.length === 0 && runIds.length === 0, query: { ...failed, data } }
}
