import { Badge, type MantineColor } from '@mantine/core'
import type { State } from '../api/types'

/** States differ in shape as well as in colour. */
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
  return (
    <Badge variant="outline" color={color} radius="sm" tt="none" leftSection={<span aria-hidden>{sign}</span>} styles={{ root: { color: 'var(--mantine-color-text)', minWidth: 'max-content', flexShrink: 0 } }}>
      {state}
    </Badge>
  )
}
