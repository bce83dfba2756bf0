/// <reference lib="webworker" />
import type { EventKind, RunEvent } from '../api/types'
import { STALLED_MS, TAB_ALIVE_MS, type FromTab, type FromWorker } from './messages'

/**
 * One event stream for all tabs: a browser opens at most six connections to a server, so a stream per tab would stop
 * the seventh. The stream is open while at least one tab follows it.
 */
const KINDS: readonly EventKind[] = ['run.state', 'unit.done', 'outer-step.decided', 'experiment.tags', 'experiment.edited', 'run.edited']
const RETRY_MS = 2_000

const tabs = new Map<MessagePort, number>()
let source: EventSource | null = null
let heard = 0
let last: string | null = null
let interrupted = false

function tell(message: FromWorker) {
  for (const tab of tabs.keys()) tab.postMessage(message)
}

function open() {
  heard = Date.now()
  const stream = new EventSource(last === null ? '/api/v1/events' : `/api/v1/events?after=${last}`)
  source = stream
  const note = (message: MessageEvent) => {
    heard = Date.now()
    if (message.lastEventId !== '') last = message.lastEventId
  }
  stream.addEventListener('start', (message) => {
    note(message)
    tell({ type: 'open', interrupted })
    interrupted = false
  })
  stream.addEventListener('heartbeat', (message) => {
    note(message)
    tell({ type: 'heartbeat' })
  })
  stream.addEventListener('gap', (message) => {
    note(message)
    tell({ type: 'open', interrupted: true })
  })
  for (const kind of KINDS) {
    stream.addEventListener(kind, (message) => {
      note(message)
      tell({ type: 'event', event: JSON.parse(message.data) as RunEvent })
    })
  }
  stream.onerror = () => lost()
}

/** The browser's own reconnection does not notice a stalled stream, so a new one is opened instead. */
function lost() {
  close()
  interrupted = true
  tell({ type: 'lost' })
}

function close() {
  source?.close()
  source = null
}

/** Opens, watches and closes the stream, whatever the tabs do. */
function watch() {
  const now = Date.now()
  for (const [tab, alive] of tabs) if (now - alive > 3 * TAB_ALIVE_MS) tabs.delete(tab)
  if (tabs.size === 0) {
    close()
    last = null
    return
  }
  if (source === null) open()
  else if (now - heard > STALLED_MS) lost()
}

setInterval(watch, RETRY_MS)

const scope = self as unknown as SharedWorkerGlobalScope
scope.onconnect = ({ ports: [tab] }) => {
  if (!tab) return
  tab.onmessage = ({ data }: MessageEvent<FromTab>) => {
    switch (data.type) {
      case 'follow': {
        tabs.set(tab, Date.now())
        if (source === null) open()
        else if (source.readyState === EventSource.OPEN) tab.postMessage({ type: 'open', interrupted: false } satisfies FromWorker)
        return
      }
      case 'alive':
        if (tabs.has(tab)) tabs.set(tab, Date.now())
        return
      case 'leave':
        tabs.delete(tab)
        if (tabs.size === 0) {
          close()
          last = null
        }
    }
  }
}
