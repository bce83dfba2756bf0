import { Group, Indicator, Text } from '@mantine/core'
import type { LiveStatus } from '../live/useLive'
import { clock, duration } from '../lib/format'
import { useNow } from './useNow'

interface Props {
  status: LiveStatus
  /** When the data was read, in milliseconds; 0 before that. */
  updatedAt: number
  /** The last read failed, and older data is shown. */
  failed?: boolean
}

const OLD_MS = 15_000

/** How old the data is, and whether changes arrive. Nothing is called live while nothing arrives. */
export function Freshness({ status, updatedAt, failed = false }: Props) {
  const now = useNow(status === 'off' ? 'still' : 'ticking')
  if (updatedAt === 0) return null
  const age = Math.max(0, now - updatedAt)
  if (status === 'off') {
    return (
      <Text size="xs" c="dimmed" data-freshness="final">
        As of {clock(updatedAt)}
      </Text>
    )
  }
  const lost = status === 'lost' || failed
  const word = lost ? 'Not up to date' : status === 'live' ? 'Live' : 'Connecting'
  return (
    <Group gap={6} wrap="nowrap" role="status" data-freshness={lost ? 'lost' : status}>
      <Indicator inline size={8} color={lost ? 'red' : status === 'live' ? 'green' : 'gray'} position="middle-center" offset={4} processing={false}>
        <span style={{ display: 'inline-block', width: 8 }} />
      </Indicator>
      <Text size="xs" c={lost ? 'var(--mantine-color-error)' : 'dimmed'}>
        {word}
        {(lost || age > OLD_MS) && `; last update ${duration(age)} ago`}
        {lost && '. Reconnecting.'}
      </Text>
    </Group>
  )
}
