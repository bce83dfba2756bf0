import type { RunEvent } from '../api/types'

/** What a tab tells the shared worker. */
export type FromTab = { type: 'follow' } | { type: 'leave' } | { type: 'alive' }

/** What the shared worker tells its tabs. A heartbeat only shows that the stream is alive. */
export type FromWorker =
  | { type: 'event'; event: RunEvent }
  | { type: 'heartbeat' }
  /** The stream is open. After an interruption everything must be read again. */
  | { type: 'open'; interrupted: boolean }
  | { type: 'lost' }

/** A tab repeats 'alive' in this rhythm; one that is silent for three of them is gone. */
export const TAB_ALIVE_MS = 5_000

/** The server sends something at least every 5 seconds; a stream that is silent for this long has stalled. */
export const STALLED_MS = 15_000
