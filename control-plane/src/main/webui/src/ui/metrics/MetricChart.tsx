import { Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MetricCurve } from '../../api/types'
import { count } from '../../lib/format'
import { groupLine, pointRange, withGaps, type Spread } from '../../lib/curves'
import { seedsOf, type Group } from '../../lib/groups'
import { overOf, type Over } from '../../lib/metricCurves'
import { metricTitle } from '../../lib/metricNames'
import { Async, Empty } from '../Async'
import { COLORS, Curves, type Curve } from '../charts/Curves'
import { Section } from '../Section'
import { SqlLink } from '../SqlLink'
import { curvesQuery } from './curvesQuery'

/** More bands of single runs than these hide each other. */
const FEW = 4

/** How curves are drawn. */
export interface Drawing {
  spread: Spread
  smooth: number
  over: Over
}

interface Props {
  name: string
  groups: Group[]
  view: Drawing
}

/** One figure of all groups over its step. */
export function MetricChart({ name, groups, view }: Props) {
  const runs = useMemo(() => groups.flatMap(({ members }) => members.map(({ run }) => run.id)).sort((a, b) => a - b), [groups])
  const ofStudents = name.startsWith('student/')
  const over = overOf(name, view.over)
  const query = useQuery({ ...curvesQuery(runs, name, over), enabled: runs.length > 0, placeholderData: keepPreviousData })
  const xName = ofStudents && over === 'step' ? 'Optimizer step' : 'Outer step'
  return (
    <Section title={metricTitle(name)} actions={<SqlLink sql={pointsSql(name, runs, over)} />}>
      <Async query={query} what={metricTitle(name)} rows={8} empty={{ when: ({ items }) => items.length === 0, show: <NoPoints over={over} /> }}>
        {({ items }) => <Drawn name={name} items={items} groups={groups} view={view} xName={xName} />}
      </Async>
    </Section>
  )
}

function NoPoints({ over }: { over: string }) {
  return (
    <Empty title="No points yet">
      {over === 'outer-step'
        ? 'None of these runs has points of this figure within an outer step. Choose the steps within a trial or run as the axis.'
        : 'None of these runs has points of this figure.'}
    </Empty>
  )
}

interface DrawnProps extends Props {
  items: MetricCurve[]
  xName: string
}

function Drawn({ name, items, groups, view, xName }: DrawnProps) {
  const curves = useMemo(() => drawn(name, items, groups, view.smooth, view.spread), [name, items, groups, view.smooth, view.spread])
  const levels = useMemo(() => tauLevels(name, groups), [name, groups])
  const title = metricTitle(name)
  const width = Math.max(...items.map((curve) => curve.width))
  const many = items.some(({ counts }) => counts.some((n) => n > 1))
  const points = items.reduce((sum, curve) => sum + curve.points, 0)
  return (
    <>
      <Curves curves={curves} xName={xName} yName={title} levels={levels} fileName={name.replace('/', '-')} label={`${title}, ${curves.length} ${curves.length === 1 ? 'curve' : 'curves'} over the ${xName.toLowerCase()}`} />
      <Text size="xs" c="dimmed">
        {count(points)} points of {items.length === 1 ? '1 run' : `${count(items.length)} runs`}.{' '}
        {width > 1 && `Thinned: each point is the mean over ${count(width)} steps. `}
        {width === 1 && many && 'Each point is the mean over the trials of its step. '}
        {view.smooth > 0 && `Smoothed with weight ${view.smooth}; the values are pale behind it. `}
        {explained(view.spread, groups, many || width > 1)}
      </Text>
    </>
  )
}

function explained(spread: Spread, groups: Group[], ranges: boolean): string {
  if (spread === 'none') return ''
  const averaged = groups.some(({ members }) => members.length > 1)
  if (averaged) return spread === 'sd' ? 'Bands: mean ± one standard deviation over the runs of a group.' : 'Bands: lowest and highest run of a group.'
  return ranges && groups.length <= FEW ? 'Bands: lowest and highest value behind each point.' : ''
}

/** One line for each group that has points, and its unsmoothed values behind it. */
function drawn(name: string, items: MetricCurve[], groups: Group[], weight: number, spread: Spread): Curve[] {
  const byRun = new Map(items.map((curve) => [curve.run, curve]))
  return groups.flatMap((group, index) => {
    const members = group.members.filter(({ run }) => byRun.has(run.id))
    const own = members.map(({ run }) => byRun.get(run.id)).filter((curve) => curve !== undefined)
    const only = own[0]
    if (!only) return []
    const line = groupLine(own, weight, spread)
    const band = own.length > 1 ? line.band : spread !== 'none' && groups.length <= FEW && weight === 0 ? pointRange(only) : []
    const look = {
      name: group.members.length > 1 ? `${group.label} (${seedsOf(members)})` : group.label,
      color: COLORS[index % COLORS.length] ?? '#3b6fd4',
      dashed: Math.floor(index / COLORS.length) % 2 === 1,
    }
    const points = name === 'outer/moving_average' && own.every(({ width }) => width === 1) ? withGaps(line.points) : line.points
    const curve: Curve = { ...look, points, ...(band.length > 0 ? { band } : {}) }
    return weight === 0 ? [curve] : [{ ...look, points: groupLine(own, 0, 'none').points, faint: true }, curve]
  })
}

/** Tau beside what is compared with it, if all runs have the same. */
function tauLevels(name: string, groups: Group[]): [string, number][] {
  if (name !== 'outer/moving_average' && name !== 'outer/mean_reward') return []
  const taus = new Set(groups.flatMap(({ members }) => members.map(({ settings }) => settings.get('soar.outer.tau'))))
  const [tau] = taus
  return taus.size === 1 && typeof tau === 'number' ? [['tau', tau]] : []
}

function pointsSql(name: string, runs: number[], over: string): string {
  const place = over === 'outer-step' ? 'outer_step' : 'step'
  return `select run_id, ${place}, avg(value) as mean, min(value) as low, max(value) as high, count(*) as points
from history.metric_points
where experiment_id in (select experiment_id from history.runs where run_id in (${runs.join(', ')}))
    and run_id in (${runs.join(', ')}) and name = '${name.replaceAll("'", "''")}'
group by run_id, ${place}
order by run_id, ${place}`
}
