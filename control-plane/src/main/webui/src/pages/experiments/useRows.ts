import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client'
import type { components } from '../../api/openapi'
import { FIRST, type RowQuery } from './asked'

export type Line = components['schemas']['ExperimentLine']

const PAGE = 200
const AHEAD = 2 * PAGE
const BEHIND = PAGE
/** Pages that are kept besides those in sight. */
const KEPT = 40
const UNUSED_MS = 5_000

const start = (page: number) => (page === 0 ? 0 : FIRST + (page - 1) * PAGE)
const pageOf = (row: number) => (row < FIRST ? 0 : 1 + Math.floor((row - FIRST) / PAGE))

/** One page of a list; the cursor comes with the page before. */
export function pageQuery(query: RowQuery, page: number, cursor?: string | null) {
  const params = { query: { ...query, limit: page === 0 ? FIRST : PAGE, ...(cursor == null ? {} : { cursor }) } }
  return { ...api.queryOptions('get', '/api/v1/experiments/table', { params }), gcTime: UNUSED_MS }
}

/** The pages that were read of one query, with the cursors that lead to them. */
class Pages {
  /** Where each page begins: the cursor of the page before. */
  readonly cursors: (string | null)[] = [null]
  private readonly rows = new Map<number, Line[]>()
  /** Grows when the cursors change. */
  version = 0

  note(page: number, items: Line[], next: string | null | undefined) {
    this.rows.set(page, items)
    if (next == null) {
      if (this.cursors.length > page + 1) this.version++
      this.cursors.length = page + 1
    } else if (this.cursors[page + 1] !== next) {
      // Rows came or went before this place: what follows is read again, and shown as it was until then.
      this.cursors.length = page + 1
      this.cursors.push(next)
      this.version++
    }
  }

  /** Forgets what is far from a page. */
  keepAround(page: number) {
    if (this.rows.size <= KEPT) return
    for (const key of this.rows.keys()) if (Math.abs(key - page) > KEPT / 2) this.rows.delete(key)
  }

  row(index: number): Line | undefined {
    const page = pageOf(index)
    return this.rows.get(page)?.[index - start(page)]
  }

  /** Rows up to the end of what was read, whether they are still kept or not. */
  get count(): number {
    const last = this.cursors.length - 1
    return start(last) + (this.rows.get(last)?.length ?? 0)
  }

  get isRead(): boolean {
    return this.rows.size > 0
  }

  get more(): boolean {
    return !this.rows.has(this.cursors.length - 1)
  }
}

/**
 * The rows of a long list around those in sight. Only pages near them are read again when something changes, and pages
 * far from them are forgotten, so that neither requests nor memory grow with the list.
 */
export function useRows(query: RowQuery, active: number | false) {
  const key = JSON.stringify(query)
  const [held, setHeld] = useState<{ key: string; pages: Pages; before: Pages | null }>(() => ({ key, pages: new Pages(), before: null }))
  const [range, setRange] = useState({ first: 0, last: 30 })
  let { pages } = held
  if (held.key !== key) {
    pages = new Pages()
    setHeld({ key, pages, before: held.pages.count > 0 ? held.pages : held.before })
    setRange({ first: 0, last: 30 })
  }
  const first = pageOf(Math.max(0, range.first - BEHIND))
  const last = Math.min(pageOf(range.last + AHEAD), pages.cursors.length - 1)
  const wanted = Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => Math.min(first, last) + i)
  const results = useQueries({
    queries: wanted.map((page) => {
      return { ...pageQuery(query, page, pages.cursors[page]), refetchInterval: active }
    }),
  })
  wanted.forEach((page, i) => {
    const data = results[i]?.data
    if (data && pages.cursors.length > page) pages.note(page, data.items, data.next)
  })
  pages.keepAround(first)
  // The next pages are asked for at once.
  const [seen, setSeen] = useState(0)
  if (pages.version !== seen) setSeen(pages.version)
  const failed = results.find(({ isError }) => isError)
  const shown = results.find(({ data }) => data !== undefined)
  // Until the first page of a new query is there, the old rows stay.
  const outdated = !pages.isRead && held.before !== null && !failed
  const from = outdated && held.before ? held.before : pages
  return {
    count: from.count,
    more: from.more,
    row: (index: number) => from.row(index),
    outdated,
    setRange,
    /** The state of what is in sight, for Async. */
    state: {
      data: pages.isRead || outdated ? from : undefined,
      error: failed?.error ?? null,
      isError: failed !== undefined,
      refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
      dataUpdatedAt: shown?.dataUpdatedAt ?? 0,
    },
  }
}
