import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, client } from '../../api/client'
import type { LogEntry, LogLevel, LogSource } from '../../lib/log'

/** Which part of the log is wanted. */
export interface LogFilter {
  source: LogSource
  level: LogLevel
  text: string | null
}

const PAGE = 300
/** Of what is written while the page is open, the newest entries are kept. */
const KEPT = 5_000
const EVERY_MS = 2_000

const asked = (id: number, { source, level, text }: LogFilter, more: { limit: number; cursor?: string }) => ({
  params: { path: { id }, query: { source, level, ...(text ? { text } : {}), ...more } },
})

/** What is written after a position, read every two seconds while 'following'. A lost connection only delays it. */
function useTail(id: number, filter: LogFilter, from: string | null | undefined, following: boolean) {
  const [entries, setEntries] = useState<LogEntry[]>([])
  const [failed, setFailed] = useState(false)
  const position = useRef<string | null>(null)
  const { source, level, text } = filter
  useEffect(() => {
    position.current = from ?? null
    setEntries([])
  }, [from])
  const read = useCallback(async () => {
    const cursor = position.current
    if (cursor === null || document.visibilityState === 'hidden') return
    try {
      const { data } = await client.GET('/api/v1/runs/{id}/logs', asked(id, { source, level, text }, { limit: 1_000, cursor }))
      setFailed(false)
      if (!data || position.current !== cursor) return
      position.current = data.newer ?? cursor
      if (data.items.length > 0) setEntries((old) => [...old, ...data.items].slice(-KEPT))
    } catch {
      setFailed(true)
    }
  }, [id, source, level, text])
  useEffect(() => {
    if (!following) return
    const timer = setInterval(() => void read(), EVERY_MS)
    return () => {
      clearInterval(timer)
      // The last lines of a run come with its end.
      void read()
    }
  }, [following, read])
  return { entries, failed }
}

/** The log of a run: its newest page, older ones as they are asked for, and what is written meanwhile. */
export function useLog(id: number, filter: LogFilter, following: boolean) {
  const pages = api.useInfiniteQuery('get', '/api/v1/runs/{id}/logs', asked(id, filter, { limit: PAGE }), {
    pageParamName: 'cursor',
    initialPageParam: null as string | null,
    getNextPageParam: ({ older }) => older ?? undefined,
    staleTime: Infinity,
  })
  const { data, hasNextPage, isFetching, fetchNextPage } = pages
  const newest = data?.pages[0]
  const tail = useTail(id, filter, newest?.newer, following)
  const older = useMemo(() => [...(data?.pages ?? [])].reverse().flatMap(({ items }) => items), [data])
  const entries = useMemo(() => [...older, ...tail.entries], [older, tail.entries])
  // One request reads only so much of a long log: it may find nothing and yet not be at the beginning.
  useEffect(() => {
    if (older.length === 0 && hasNextPage && !isFetching) void fetchNextPage()
  }, [older.length, hasNextPage, isFetching, fetchNextPage])
  return { pages, entries, older: older.length, note: newest?.note ?? null, behind: tail.failed }
}

/** All entries that the filter lets through, oldest first. */
export async function wholeLog(id: number, filter: LogFilter): Promise<LogEntry[]> {
  const pages: LogEntry[][] = []
  let cursor: string | undefined
  do {
    const { data } = await client.GET('/api/v1/runs/{id}/logs', asked(id, filter, { limit: 1_000, ...(cursor ? { cursor } : {}) }))
    pages.push(data?.items ?? [])
    cursor = data?.older ?? undefined
  } while (cursor)
  return pages.reverse().flat()
}
