import { Badge, type MantineColor } from '@mantine/core'
import { verdictLabel } from './filters'

/** Verdicts differ in shape as well as in colour. */
const LOOKS: Record<string, [sign: string, color: MantineColor]> = {
  VERIFIED: ['✓', 'green'],
  DIFFERENT: ['✕', 'red'],
  UNPARSABLE: ['?', 'orange'],
  TIMED_OUT: ['◷', 'orange'],
  NO_ANSWER: ['–', 'gray'],
}

export function VerdictBadge({ verdict, purpose }: { verdict: string; purpose: string }) {
  const [sign, color] = LOOKS[verdict] ?? ['?', 'gray']
  return (
    <Badge
      variant="outline"
      color={color}
      radius="sm"
      tt="none"
      leftSection={<span aria-hidden>{sign}</span>}
      styles={{ root: { color: 'var(--mantine-color-text)', flexShrink: 0 } }}
    >
      {verdictLabel(verdict, purpose)}
    </Badge>
  )
}
