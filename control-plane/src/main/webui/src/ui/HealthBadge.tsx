import type { MantineColor } from '@mantine/core'
import type { HealthState } from '../lib/overview'
import { SignBadge } from './SignBadge'

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
  return <SignBadge sign={sign} color={color} word={word} title={HINTS[state]} />
}
