import type { State } from '../api/types'

/** States differ in shape as well as in colour. */
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
