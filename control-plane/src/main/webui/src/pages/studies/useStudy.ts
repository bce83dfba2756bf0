import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client } from '../../api/client'
import type { Experiment, Summary } from '../../api/types'
import { isFinal } from '../../lib/state'
import { studyFilter, studyOf, type Study } from '../../lib/studies'
import { STUDIES } from '../../live/stale'
import { usePoll } from '../../live/useLive'

/** Experiments in one request for summaries. */
const SUMMARIES = 100

/** Nothing is known to come, but experiments can be queued or tagged at any time. */
const QUIET_MS = 60_000

/** All experiments of a study; they are read again when one changes its state, and now and then for the progress of runs. */
export function useStudy(name: string) {
  const filter = studyFilter(name)
  const often = usePoll(true, 15_000)
  const query = useQuery({
    queryKey: ['get', STUDIES, name],
    queryFn: async ({ signal }) => {
      const all: Experiment[] = []
      let cursor: string | null | undefined
      do {
        const { data } = await client.GET('/api/v1/experiments', { params: { query: { filter, sort: 'createdAt', limit: 200, ...(cursor ? { cursor } : {}) } }, signal })
        if (!data) throw new Error('an answer without content')
        all.push(...data.items)
        cursor = data.next
      } while (cursor)
      return all
    },
    refetchInterval: ({ state }) => (state.data?.every((each) => isFinal(each.state)) ? QUIET_MS : often),
  })
  const study = useMemo(() => query.data && studyOf(query.data), [query.data])
  return { ...query, data: study }
}

/** The results of those experiments of a study that have ended. Results that are there stay while those of another one are read. */
export function useResults({ experiments }: Study) {
  const ended = experiments.filter(({ state }) => isFinal(state))
  const query = useQuery({
    queryKey: ['results', ended.map(({ id, endedAt }) => `${id} ${endedAt}`)],
    queryFn: async ({ signal }) => {
      const ids = ended.map(({ id }) => id)
      const found: [number, Summary][] = []
      for (let from = 0; from < ids.length; from += SUMMARIES) {
        const { data } = await client.GET('/api/v1/experiments:summarise', { params: { query: { id: ids.slice(from, from + SUMMARIES) } }, signal })
        found.push(...(data?.items ?? []).map(({ experimentId, summary }): [number, Summary] => [experimentId, summary]))
      }
      return found
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  const data = useMemo(() => query.data && new Map(query.data), [query.data])
  return { ...query, data }
}

/** Settings that decide how curves of an experiment are drawn, by its number. */
export function useDrawnSettings(name: string, { experiments }: Study): Map<number, Map<string, unknown>> {
  const query = { filter: studyFilter(name), settings: 'soar.outer.tau,soar.outer.reward', limit: 1000 }
  // They never change, so no event is a reason to read them again; another experiment is.
  const { data } = useQuery({
    queryKey: ['drawn settings', name, experiments.length],
    queryFn: async ({ signal }) => (await client.GET('/api/v1/experiments/table', { params: { query }, signal })).data!,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => new Map((data?.items ?? []).map(({ id, settings }) => [id, new Map(Object.entries(settings))])), [data])
}
