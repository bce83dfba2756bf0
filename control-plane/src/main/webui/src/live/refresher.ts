import type { QueryClient } from '@tanstack/react-query'
import type { RunEvent } from '../api/types'
import { isStale } from './stale'

/** Events come in bursts: what comes so soon after the first is refreshed with it. */
const BURST_MS = 50
/** The shortest interval between two refreshes of the cache. */
const REFRESH_MS = 400

/** Collects events and refreshes what they concern in one go. */
export class Refresher {
  private pending: RunEvent[] = []
  /** Queries that an event concerned while they were read: what they read may be older than the event. */
  private readonly late = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | null = null
  private last = -Infinity

  constructor(private readonly cache: QueryClient) {}

  add(event: RunEvent) {
    this.pending.push(event)
    this.plan(BURST_MS)
  }

  close() {
    if (this.timer) clearTimeout(this.timer)
  }

  private plan(soonest: number) {
    this.timer ??= setTimeout(() => this.flush(), Math.max(soonest, this.last + REFRESH_MS - Date.now()))
  }

  private flush() {
    this.timer = null
    this.last = Date.now()
    const events = this.pending.splice(0)
    const due = this.cache.getQueryCache().findAll({ predicate: (query) => this.late.has(query.queryHash) || events.some((event) => isStale(event, query)) })
    this.late.clear()
    // A reading in progress is not restarted, since a steady stream of events would never let one finish. It is repeated.
    for (const { queryHash, state } of due) if (state.fetchStatus === 'fetching') this.late.add(queryHash)
    const now = new Set(due.filter(({ queryHash }) => !this.late.has(queryHash)))
    void this.cache.invalidateQueries({ predicate: (query) => now.has(query) }, { cancelRefetch: false })
    if (this.late.size > 0) this.plan(REFRESH_MS)
  }
}
