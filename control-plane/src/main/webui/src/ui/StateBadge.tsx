import type { MantineColor } from '@mantine/core'
import type { State } from '../api/types'
import { SignBadge } from './SignBadge'

const LOOKS: Record<State, [sign: string, color: MantineColor]> = {
  waiting: ['◌', 'gray'],
  queued: ['○', 'gray'],
  running: ['◐', 'blue'],
  pausing: ['◑', 'yellow'],
  paused: ['‖', 'yellow'],
  cancelling: ['◍', 'orange'],
  succeeded: ['✓', 'green'],
  failed: ['✕', 'red'],
  cancelled: ['⊘', 'gray'],
}

export function StateBadge({ state }: { state: State }) {
  const [sign, color] = LOOKS[state]
  return <SignBadge sign={sign} color={color} word={state} />
}
