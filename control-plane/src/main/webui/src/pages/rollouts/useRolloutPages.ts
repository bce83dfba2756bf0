import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { client } from '../../api/client'
import type { Rollout, RolloutPage } from '../../api/types'
import type { RolloutQuery } from './filters'

const PATH = '/api/v1/runs/{id}/rollouts'
const ROWS = 100
/** Pages out of sight are forgotten after this time and read again when the reader returns. */
const FORGET_MS = 20_000

/** What is remembered of a page after its rows are forgotten. */
interface Known {
  rows: number
  next: string | null
  searched: number
  total: number
}

const NOTHING: RolloutPage = { items: [], next: null, searched: 0, total: 0 }

export interface RolloutPages {
  /** Number of rows found so far. */
  count: number
  /** A row in sight; undefined while its page is read. */
  row: (index: number) => Rollout | undefined
  /** Tells which rows are in sight. */
  setRange: (first: number, last: number) => void
  /** How far the search is; null before the first answer. */
  progress: { searched: number; total: number } | null
  /** Whether there is more to search. */
  more: boolean
  /** The last page has fewer rows than asked for, since few rollouts match: the reader decides whether to search on. */
  stopped: boolean
  searching: boolean
  /** The next page could not be read. */
  failed: boolean
  searchOn: () => void
  /** The state of what is in sight, for Async. */
  state: { data: RolloutPage | undefined; error: Error | null; isError: boolean; refetch: () => unknown; dataUpdatedAt: number }
}

/** Pages of rollouts in constant memory: only those in sight are kept, of the others only where they begin. */
export function useRolloutPages(run: number, query: RolloutQuery): RolloutPages {
  const [known, setKnown] = useState<Known[]>([])
  const [opened, setOpened] = useState(1)
  const [range, setRange] = useState<[number, number]>([0, 0])

  const starts = useMemo(() => {
    const sums = [0]
    for (const { rows } of known) sums.push((sums.at(-1) ?? 0) + rows)
    return sums
  }, [known])
  const pageOf = (row: number) => Math.max(0, starts.findLastIndex((start) => start <= row))

  const wanted = useMemo(() => {
    const pages = new Set<number>()
    for (let page = pageOf(range[0]); page <= Math.min(pageOf(range[1]), known.length - 1); page++) pages.add(page)
    if (opened > known.length) pages.add(known.length)
    if (pages.size === 0) pages.add(0)
    return [...pages].sort((a, b) => a - b)
    // pageOf follows from starts
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [range, starts, known.length, opened])

  const results = useQueries({
    queries: wanted.map((page) => {
      const cursor = page === 0 ? null : (known[page - 1]?.next ?? null)
      const params = { path: { id: run }, query: { ...query, limit: ROWS, ...(cursor === null ? {} : { cursor }) } }
      return {
        queryKey: ['get', PATH, { params }],
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const { data } = await client.GET(PATH, { params, signal })
          if (!data) throw new Error('an answer without content')
          return data
        },
        gcTime: FORGET_MS,
      } as const
    }),
  })

  useEffect(() => {
    let next = known
    wanted.forEach((page, i) => {
      const data = results[i]?.data
      if (!data || page > next.length) return
      const is: Known = { rows: data.items.length, next: data.next ?? null, searched: data.searched, total: data.total }
      const was = next[page]
      if (was && was.rows === is.rows && was.next === is.next && was.searched === is.searched && was.total === is.total) return
      // What comes after a page that has changed its end is read again.
      next = was?.next === is.next ? next.with(page, is) : [...next.slice(0, page), is]
    })
    if (next !== known) {
      setKnown(next)
      setOpened((n) => Math.min(n, next.length))
    }
  })

  const shown = new Map(wanted.map((page, i) => [page, results[i]?.data]))
  const last = known.at(-1)
  const frontier = opened > known.length ? results[wanted.indexOf(known.length)] : undefined
  return {
    count: starts.at(-1) ?? 0,
    row: (index) => {
      const page = pageOf(index)
      return shown.get(page)?.items[index - (starts[page] ?? 0)]
    },
    setRange: (from, to) => setRange((old) => (old[0] === from && old[1] === to ? old : [from, to])),
    progress: last ? { searched: last.searched, total: last.total } : null,
    more: last?.next != null,
    stopped: last?.next != null && last.rows < ROWS,
    searching: frontier?.isFetching ?? false,
    failed: frontier?.isError ?? false,
    searchOn: () => (frontier ? void frontier.refetch() : setOpened(known.length + 1)),
    state: {
      data: results.find(({ data }) => data !== undefined)?.data ?? (known.length > 0 ? NOTHING : undefined),
      error: results.find(({ isError }) => isError)?.error ?? null,
      isError: results.some(({ isError }) => isError),
      refetch: () => results.forEach(({ refetch }) => void refetch()),
      dataUpdatedAt: Math.max(0, ...results.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    },
  }
}
