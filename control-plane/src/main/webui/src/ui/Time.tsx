import { Text } from '@mantine/core'
import { moment, NONE } from '../lib/format'

/** A moment in the reader's time zone; hovering shows it in full with its zone. */
export function Time({ at }: { at: string | null | undefined }) {
  if (at == null) return <>{NONE}</>
  const full = new Date(at).toLocaleString([], { dateStyle: 'full', timeStyle: 'long' })
  return (
    <Text component="time" inherit dateTime={at} title={full} style={{ whiteSpace: 'nowrap' }}>
      {moment(at)}
    </Text>
  )
}
