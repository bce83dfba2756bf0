import type { State } from '../api/types'

/** Told apart by shape as well as colour. */
const SIGNS: Record<State, string> = {
  waiting: '◌',
  queued: '○',
  running: '◐',
  pausing: '◑',
  paused: '‖',
  cancelling: '◍',
  succeeded: '✓',
  failed: '✕',
  cancelled: '⊘',
}

export function StateBadge({ state }: { state: State }) {
  return (
    <span className={`badge ${state}`}>
      <span aria-hidden="true">{SIGNS[state]}</span> {state}
    </span>
  )
}
