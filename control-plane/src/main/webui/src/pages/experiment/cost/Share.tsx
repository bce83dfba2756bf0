import { Group, Progress, Text } from '@mantine/core'
import { percent } from '../../../lib/format'

/** How much of an amount is used, as a bar and a number; more than all of it is said, though the bar ends. A limit that is passed stands out. */
export function Share({ of, used, most, limit = false }: { of: string; used: number; most: number; limit?: boolean }) {
  const share = most === 0 ? 0 : used / most
  return (
    <Group gap={8} wrap="nowrap" miw={130}>
      <Progress.Root size="sm" w={80} style={{ outline: '1px solid var(--cairn-line)' }}>
        <Progress.Section value={Math.min(100, 100 * share)} color={limit && share > 1 ? 'orange' : 'indigo'} aria-label={`Used of ${of}`} />
      </Progress.Root>
      <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {percent(share)}
      </Text>
    </Group>
  )
}
