import { count, duration, NONE, number } from '../../lib/format'
import { useNow } from '../../ui/useNow'
import classes from './table.module.css'
import type { Line } from './useRows'

export const nameOf = (line: Line) => (line.name.trim() === '' ? '(no name)' : line.name)

export const isOver = ({ state }: Line) => state === 'succeeded' || state === 'failed' || state === 'cancelled'

/** Outer steps once there are some, runs before that. */
function parts(line: Line): { done: number; total: number; unit: string } {
  return line.outerSteps != null && line.outerStepsDone != null
    ? { done: line.outerStepsDone, total: line.outerSteps, unit: 'steps' }
    : { done: line.runsSucceeded, total: line.runs, unit: 'runs' }
}

export function progressText(line: Line): string {
  const { done, total, unit } = parts(line)
  return `${count(done)} / ${count(total)} ${unit}`
}

export function Progress({ line }: { line: Line }) {
  const { done, total } = parts(line)
  return (
    <div className={classes.progress}>
      {progressText(line)}
      {line.activeRun != null && ` · ${line.activeRun}`}
      <div className={classes.track}>
        <div className={classes.bar} style={{ width: `${total === 0 ? 0 : Math.min(100, (100 * done) / total)}%` }} />
      </div>
    </div>
  )
}

/** From its start to its end, or to now. */
export function Elapsed({ line }: { line: Line }) {
  const now = useNow(line.startedAt != null && line.endedAt == null ? 'ticking' : 'still')
  if (line.startedAt == null) return <>{NONE}</>
  return <>{duration((line.endedAt == null ? now : Date.parse(line.endedAt)) - Date.parse(line.startedAt))}</>
}

/** A value of a setting, short. */
export function Setting({ value }: { value: unknown }) {
  if (value == null) return <>{NONE}</>
  if (typeof value === 'number') return <>{number(value, 4)}</>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <span title={text} dir="auto">
      {text.slice(0, 200)}
    </span>
  )
}
