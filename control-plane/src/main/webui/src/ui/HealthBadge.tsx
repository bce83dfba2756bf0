import { Badge, type MantineColor } from '@mantine/core'
import type { HealthState } from '../lib/overview'

/** States differ in shape as well as in colour. */
const LOOKS: Record<HealthState, [sign: string, color: MantineColor, word: string]> = {
  up: ['✓', 'green', 'up'],
  idle: ['○', 'gray', 'idle'],
  stopping: ['◑', 'yellow', 'stopping'],
  down: ['✕', 'red', 'down'],
  unknown: ['?', 'gray', 'not known'],
}

const HINTS: Partial<Record<HealthState, string>> = { idle: 'Not started, since no run needs it now' }

export function HealthBadge({ state }: { state: HealthState }) {
  const [sign, color, word] = LOOKS[state]
  return (
    <Badge
      variant="outline"
      color={color}
      radius="sm"
      tt="none"
      title={HINTS[state]}
      leftSection={<span aria-hidden>{sign}</span>}
      styles={{ root: { color: 'var(--mantine-color-text)', flexShrink: 0 } }}
    >
      {word}
    </Badge>
  )
}
