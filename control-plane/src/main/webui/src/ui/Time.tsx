import { Text } from '@mantine/core'
import { moment, NONE } from '../lib/format'
import classes from './ui.module.css'

/** A moment in the reader's time zone, to the minute unless 'seconds'; hovering shows it in full with its zone. */
export function Time({ at, seconds = false }: { at: string | null | undefined; seconds?: boolean }) {
  if (at == null) return <>{NONE}</>
  const full = new Date(at).toLocaleString([], { dateStyle: 'full', timeStyle: 'long' })
  return (
    <Text component="time" inherit dateTime={at} title={full} className={classes.moment}>
      {moment(at, seconds)}
    </Text>
  )
}
