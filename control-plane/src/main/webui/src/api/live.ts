import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from './client'
import { keys } from './keys'
import type { EventKind, RunEvent } from './types'

export type LiveStatus = 'connecting' | 'live' | 'lost' | 'off'

type Key = readonly unknown[]

const experimentOf = (event: RunEvent): Key[] => [keys.experiment(String(event.experimentId)), keys.experiments]
const stepsOf = (event: RunEvent): Key[] => (event.runId == null ? [] : [keys.outerSteps(String(event.runId))])

/** The parts of the cache that each kind of event invalidates. */
const STALE: Record<EventKind, (event: RunEvent) => Key[]> = {
  'run.state': (event) => [...experimentOf(event), ...stepsOf(event), keys.summary(String(event.experimentId))],
  'unit.done': (event) => [...experimentOf(event), ...stepsOf(event)],
  'outer-step.decided': (event) => [...experimentOf(event), ...stepsOf(event)],
  'experiment.tags': experimentOf,
}

export const staleAfter = (event: RunEvent): Key[] => STALE[event.kind](event)

/** Events come in bursts; this is the shortest interval between two refreshes of the cache. */
const REFRESH_MS = 500
const RETRY_MS = 3_000

/** Collects what events have invalidated, and refreshes it in one go. */
class Refresher {
  private readonly pending = new Map<string, Key>()
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly client: QueryClient) {}

  add(event: RunEvent) {
    for (const key of staleAfter(event)) this.pending.set(JSON.stringify(key), key)
    this.timer ??= setTimeout(() => this.flush(), REFRESH_MS)
  }

  close() {
    if (this.timer) clearTimeout(this.timer)
  }

  private flush() {
    this.timer = null
    // A refresh in progress is not restarted, since a steady stream of events would never let one finish.
    for (const queryKey of this.pending.values()) {
      void this.client.invalidateQueries({ queryKey }, { cancelRefetch: false })
    }
    this.pending.clear()
  }
}

/**
 * Keeps the cache fresh with an experiment's events. After a lost connection the browser itself resumes with
 * Last-Event-ID. If it gives up (because the answer is not a stream), a new stream is opened and everything is read
 * again.
 */
export function useLive(experimentId: string | null): LiveStatus {
  const client = useQueryClient()
  const [status, setStatus] = useState<LiveStatus>('connecting')

  useEffect(() => {
    if (experimentId === null) {
      setStatus('off')
      return
    }
    setStatus('connecting')
    const refresher = new Refresher(client)
    let source: EventSource
    let retry: ReturnType<typeof setTimeout> | null = null
    let wasLost = false

    const connect = () => {
      source = new EventSource(api.eventsUrl(experimentId))
      source.onopen = () => {
        setStatus('live')
        if (wasLost) void client.invalidateQueries()
        wasLost = false
      }
      source.onerror = () => {
        setStatus('lost')
        wasLost = true
        if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MS)
      }
      // No more events will come, but the browser would keep reconnecting.
      source.addEventListener('end', () => source.close())
      for (const kind of Object.keys(STALE)) {
        source.addEventListener(kind, (message) => refresher.add(JSON.parse(message.data) as RunEvent))
      }
    }
    connect()
    return () => {
      if (retry) clearTimeout(retry)
      source.close()
      refresher.close()
    }
  }, [client, experimentId])

  return status
}
