import { moment, momentInFull, NONE } from '../lib/format'
import classes from './ui.module.css'

/** A moment in the reader's time zone, to the minute unless 'seconds'; hovering shows it in full with its zone. */
export function Time({ at, seconds = false }: { at: string | null | undefined; seconds?: boolean }) {
  if (at == null) return <>{NONE}</>
  return (
    <time dateTime={at} title={momentInFull(at)} className={classes.moment}>
      {moment(at, seconds)}
    </time>
  )
}
