import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../../api/client'
import type { QueuedRun, QueuePage } from '../../api/types'

export const PAGE = 200
export const FIRST_PAGE = { params: { query: { limit: PAGE } } }

/** The rows in sight; rows outside of it are kept as they were read, and read again when they come into sight. */
export interface Range {
  first: number
  last: number
}

export interface Queue {
  rows: QueuedRun[]
  more: boolean
  onEnd: () => void
  onRange: (range: Range) => void
}

const pageOf = (cursor: string) => api.queryOptions('get', '/api/v1/queue', { params: { query: { limit: PAGE, cursor } } })

/**
 * The queue page by page. Only the pages in sight are refreshed, so that a long queue costs no more than a short one. A
 * run that has moved between two readings is shown once, at its newer place.
 */
export function useQueue(first: UseQueryResult<QueuePage, unknown>): Queue {
  const [wanted, setWanted] = useState(1)
  const [range, setRange] = useState<Range>({ first: 0, last: PAGE })
  const [cursors, setCursors] = useState<string[]>([])
  const inSight = (page: number) => page * PAGE <= range.last && (page + 1) * PAGE > range.first
  const others = useQueries({
    queries: cursors.map((cursor, i) => ({ ...pageOf(cursor), enabled: inSight(i + 1) || i + 2 > cursors.length })),
  })
  const pages = [first.data, ...others.map(({ data }) => data)]
  const last = pages.at(-1)
  const next = last?.next ?? null
  if (wanted > cursors.length + 1 && next !== null && !cursors.includes(next)) setCursors([...cursors, next])
  const rows = useMemo(() => {
    const byId = new Map<number, QueuedRun>()
    for (const page of pages) for (const run of page?.items ?? []) if (!byId.has(run.id)) byId.set(run.id, run)
    return [...byId.values()]
    // The pages' data keeps its identity while it is equal.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, pages)
  return {
    rows,
    more: last === undefined || next !== null,
    onEnd: () => setWanted(Math.max(wanted, cursors.length + 2)),
    onRange: setRange,
  }
}
