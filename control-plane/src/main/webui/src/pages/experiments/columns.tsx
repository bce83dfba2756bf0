import type { ReactNode } from 'react'
import { count, duration, NONE, number, signed } from '../../lib/format'
import { StateBadge } from '../../ui/StateBadge'
import { Time } from '../../ui/Time'
import { METRIC, SETTING } from './asked'
import { Elapsed, isOver, Progress, Setting } from './cells'
import { TagsCell } from './TagsCell'
import type { Line } from './useRows'

export interface Shown {
  id: string
  label: string
  width: number
  numeric?: boolean
  /** The name under which the server sorts. */
  sort?: string
  hint?: string
  cell: (line: Line) => ReactNode
}

/** A number that may be missing. */
const maybe = (value: number | null | undefined, write: (value: number) => string) => (value == null ? NONE : write(value))

/** The columns of every experiment, by their name in the address. */
export const FIXED: Shown[] = [
  { id: 'state', label: 'State', width: 128, sort: 'state', cell: ({ state }) => <StateBadge state={state} /> },
  { id: 'progress', label: 'Progress', width: 140, sort: 'outerStepsDone', hint: 'Outer steps done, or runs before there are any; sorts by outer steps done', cell: (line) => <Progress line={line} /> },
  { id: 'lastMeanReward', label: 'Reward', width: 96, numeric: true, sort: 'lastMeanReward', hint: 'Mean reward of the last outer step', cell: (line) => signed(line.lastMeanReward ?? null) },
  { id: 'lastMovingAverage', label: 'Average', width: 100, numeric: true, sort: 'lastMovingAverage', hint: 'Average reward over the window; above tau it, or its lower bound, promotes', cell: (line) => signed(line.lastMovingAverage ?? null) },
  { id: 'promotions', label: 'Promotions', width: 128, numeric: true, sort: 'promotions', cell: (line) => maybe(line.promotions, count) },
  { id: 'elapsed', label: 'Running for', width: 112, numeric: true, hint: 'From the start of its first run to the end of its last', cell: (line) => <Elapsed line={line} /> },
  { id: 'left', label: 'Time left', width: 104, numeric: true, hint: 'Until the last outer step, at the pace of the last five', cell: (line) => maybe(isOver(line) ? null : line.soarSecondsLeft, (seconds) => `about ${duration(1000 * seconds).replace(/ \d+ s$/, '')}`) },
  { id: 'tags', label: 'Tags', width: 150, cell: (line) => <TagsCell line={line} /> },
  { id: 'owner', label: 'Owner', width: 120, sort: 'owner', cell: ({ owner }) => <span title={owner}>{owner}</span> },
  { id: 'preset', label: 'Preset', width: 130, sort: 'preset', cell: ({ preset }) => preset ?? NONE },
  { id: 'seed', label: 'Seed', width: 84, numeric: true, sort: 'seed', cell: ({ seed }) => String(seed) },
  { id: 'id', label: 'Number', width: 92, numeric: true, sort: 'id', cell: ({ id }) => `#${id}` },
  { id: 'createdAt', label: 'Submitted', width: 172, sort: 'createdAt', cell: ({ createdAt }) => <Time at={createdAt} /> },
  { id: 'startedAt', label: 'Started', width: 172, sort: 'startedAt', cell: ({ startedAt }) => <Time at={startedAt} /> },
  { id: 'endedAt', label: 'Ended', width: 172, sort: 'endedAt', cell: ({ endedAt }) => <Time at={endedAt} /> },
  { id: 'reason', label: 'Reason', width: 260, sort: 'reason', hint: 'Why it waits, failed or was stopped', cell: (line) => <span title={line.waitsFor ?? line.reason ?? undefined}>{line.waitsFor ?? line.reason ?? NONE}</span> },
]

export const DEFAULT = ['state', 'progress', 'lastMeanReward', 'promotions', 'elapsed', 'tags']
export const ON_A_PHONE = ['state']

export const TAG = 'tags.'

/** The column of a name: a fixed one, spec.SETTING, metrics.NAME or tags.KEY; null for any other name. */
export function column(id: string): Shown | null {
  const fixed = FIXED.find((one) => one.id === id)
  if (fixed) return fixed
  if (id.startsWith(SETTING)) {
    const path = id.slice(SETTING.length)
    return { id, label: path, width: 150, sort: id, numeric: false, hint: `Setting ${path}`, cell: (line) => <Setting value={line.settings[path]} /> }
  }
  if (id.startsWith(METRIC)) {
    const name = id.slice(METRIC.length)
    return { id, label: name, width: 140, sort: id, numeric: true, hint: `Last value of ${name}`, cell: (line) => number(line.metrics[name] ?? null, 4) }
  }
  if (id.startsWith(TAG)) {
    const key = id.slice(TAG.length)
    return { id, label: key, width: 120, sort: id, hint: `Tag ${key}`, cell: (line) => <span title={line.tags[key]}>{line.tags[key] ?? NONE}</span> }
  }
  return null
}
