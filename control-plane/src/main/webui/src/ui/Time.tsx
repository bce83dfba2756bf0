import { Text } from '@mantine/core'
import { moment, NONE } from '../lib/format'

/** A moment in the reader's time zone, to the minute unless 'seconds'; hovering shows it in full with its zone. */
export function Time({ at, seconds = false }: { at: string | null | undefined; seconds?: boolean }) {
  if (at == null) return <>{NONE}</>
  const full = new Date(at).toLocaleString([], { dateStyle: 'full', timeStyle: 'long' })
  return (
    <Text component="time" inherit dateTime={at} title={full} style={{ whiteSpace: 'nowrap' }}>
      {moment(at, seconds)}
    </Text>
  )
}
