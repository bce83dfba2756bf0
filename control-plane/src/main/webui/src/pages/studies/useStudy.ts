import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, client } from '../../api/client'
import type { Experiment, Summary } from '../../api/types'
import { isFinal } from '../../lib/state'
import { studyFilter, studyOf, type Study } from '../../lib/studies'
import { STUDY } from '../../live/stale'
import { usePoll } from '../../live/useLive'

const PATH = '/api/v1/experiments'

/** Experiments in one request for summaries. */
const SUMMARIES = 100

/** All experiments of a study, which are read again until each has ended. */
export function useStudy(name: string) {
  const filter = studyFilter(name)
  const often = usePoll(true, 10_000)
  const query = useQuery({
    queryKey: ['get', STUDY, name],
    queryFn: async ({ signal }) => {
      const all: Experiment[] = []
      let cursor: string | null | undefined
      do {
        const { data } = await client.GET(PATH, { params: { query: { filter, sort: 'createdAt', limit: 200, ...(cursor ? { cursor } : {}) } }, signal })
        if (!data) throw new Error('an answer without content')
        all.push(...data.items)
        cursor = data.next
      } while (cursor)
      return all
    },
    refetchInterval: ({ state }) => (state.data?.every((each) => isFinal(each.state)) ? false : often),
  })
  const study = useMemo(() => query.data && studyOf(query.data), [query.data])
  const active = query.data?.some(({ state }) => !isFinal(state)) ?? false
  return { query: { ...query, data: study }, active }
}

/** The results of those experiments of a study that have ended. */
export function useResults({ experiments }: Study) {
  const ended = experiments.filter(({ state }) => isFinal(state)).map(({ id }) => id)
  const batches = Array.from({ length: Math.ceil(ended.length / SUMMARIES) }, (_, i) => ended.slice(SUMMARIES * i, SUMMARIES * (i + 1)))
  const read = useQueries({
    queries: batches.map((id) => ({ ...api.queryOptions('get', '/api/v1/experiments:summarise', { params: { query: { id } } }), placeholderData: keepPreviousData })),
  })
  const failed = read.find(({ isError }) => isError)
  const found = read.flatMap(({ data }) => data?.items ?? [])
  const complete = read.every(({ data }) => data !== undefined)
  return {
    data: complete ? new Map<number, Summary>(found.map(({ experimentId, summary }) => [experimentId, summary])) : undefined,
    error: failed?.error,
    isError: failed !== undefined,
    dataUpdatedAt: Math.max(0, ...read.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    refetch: () => Promise.all(read.map(({ refetch }) => refetch())),
  }
}
