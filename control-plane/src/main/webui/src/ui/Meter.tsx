import { Group, Progress, Text } from '@mantine/core'
import { count } from '../lib/format'

/** Progress with its numbers as text. */
export function Meter({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <Group gap={6} wrap="nowrap" miw={120}>
      <Progress.Root size="sm" w={70} style={{ outline: '1px solid var(--cairn-line)' }}>
        <Progress.Section value={total === 0 ? 0 : Math.min(100, (100 * done) / total)} aria-label={label} />
      </Progress.Root>
      <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {count(done)} / {count(total)}
      </Text>
    </Group>
  )
}
