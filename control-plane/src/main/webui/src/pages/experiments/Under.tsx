import { signed } from '../../lib/format'
import { progressText } from './cells'
import classes from './table.module.css'
import type { Line } from './useRows'

const text = (line: Line, parts: (string | null | undefined)[]) => [`#${line.id}`, ...parts].filter((part) => part != null).join(' · ')

/** Under the name: why it is not running, or what it is. On a phone, where there are few columns, how far it is. */
export function Under({ line }: { line: Line }) {
  const why = line.state === 'succeeded' ? null : (line.waitsFor ?? line.reason)
  const seed = `seed ${line.seed}`
  if (why != null) {
    return (
      <span className={classes.under} data-look={line.state === 'failed' ? 'bad' : undefined} dir="auto" title={why}>
        {text(line, [seed, why])}
      </span>
    )
  }
  const reward = line.lastMeanReward == null ? null : signed(line.lastMeanReward)
  return (
    <>
      <span className={`${classes.under} ${classes.wide}`}>{text(line, [line.preset, seed, line.archivedAt == null ? null : 'archived'])}</span>
      <span className={`${classes.under} ${classes.phone}`}>{text(line, [progressText(line), reward])}</span>
    </>
  )
}
