import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import type { Run } from '../../../api/types'
import { layout, type Place } from '../../../lib/graph'
import { elapsed, sentence } from '../../../lib/format'
import { isOwned, latestRuns, runLabel } from '../../../lib/state'
import { Meter } from '../../../ui/Meter'
import { StateBadge } from '../../../ui/StateBadge'
import { useNow } from '../../../ui/useNow'
import classes from '../experiment.module.css'
import { progressOf, why, type RunsProps } from './runs'

const WIDTH = 208
const GAP_X = 44
const GAP_Y = 14
/** Of name and state, of a meter, and of two lines of a reason. */
const HEIGHTS = { always: 66, progress: 22, reason: 36 }

const left = (place: Place) => place.column * (WIDTH + GAP_X)
const top = (place: Place, height: number) => place.row * (height + GAP_Y)

/** The newest generation of each run, from left to right as they depend on each other. Each is a button that shows it. */
export function RunsGraph({ runs, graph, selected, onSelect }: RunsProps) {
  const now = useNow(runs.some((run) => isOwned(run.state)) ? 'ticking' : 'still')
  const latest = useMemo(() => latestRuns(runs), [runs])
  const nodes = useMemo(() => latest.map((run) => ({ id: run.id, dependsOn: dependencies(run, latest, runs, graph) })), [latest, runs, graph])
  const places = useMemo(() => new Map(layout(nodes).map((place) => [place.id, place])), [nodes])
  const all = [...places.values()]
  const each =
    HEIGHTS.always +
    (latest.some(progressOf) ? HEIGHTS.progress : 0) +
    (latest.some((run) => why(run, graph)) ? HEIGHTS.reason : 0)
  const width = Math.max(0, ...all.map((place) => left(place) + WIDTH))
  const height = Math.max(0, ...all.map((place) => top(place, each) + each))
  return (
    <div className={classes.graph} tabIndex={0} role="region" aria-label="Runs and what they depend on">
      <div className={classes.nodes} style={{ width, height }}>
        <svg className={classes.edges} width={width} height={height} aria-hidden>
          {nodes.flatMap(({ id, dependsOn }) =>
            dependsOn.map((on) => {
              const [from, to] = [places.get(on), places.get(id)]
              const done = latest.find((run) => run.id === on)?.state === 'succeeded'
              return from && to ? <Edge key={`${on}-${id}`} from={from} to={to} height={each} done={done} /> : null
            }),
          )}
        </svg>
        {latest.map((run) => {
          const place = places.get(run.id)
          if (!place) return null
          const names = (nodes.find(({ id }) => id === run.id)?.dependsOn ?? []).map((on) => latest.find(({ id }) => id === on)?.name)
          return (
            <button
              key={run.id}
              type="button"
              className={classes.node}
              style={{ left: left(place), top: top(place, each), width: WIDTH, height: each }}
              aria-pressed={run.id === selected}
              onClick={() => onSelect(runLabel(run))}
            >
              <Node run={run} reason={why(run, graph)} duration={elapsed(run.startedAt, run.endedAt, now)} after={names.join(', ')} />
            </button>
          )
        })}
      </div>
    </div>
  )
}

/** What a run depends on, by the newest generation of each: a retry may still name a run that was replaced. */
function dependencies(run: Run, latest: Run[], runs: Run[], graph: RunsProps['graph']): number[] {
  const named = (id: number) => runs.find((other) => other.id === id)?.name
  const on = graph.find(({ id }) => id === run.id)?.dependsOn ?? []
  return on.flatMap((id) => latest.find(({ name }) => name === named(id))?.id ?? [])
}

function Edge({ from, to, height, done }: { from: Place; to: Place; height: number; done: boolean }) {
  const [x1, y1] = [left(from) + WIDTH, top(from, height) + height / 2]
  const [x2, y2] = [left(to) - 7, top(to, height) + height / 2]
  const middle = (x1 + x2) / 2
  return (
    <>
      <path className={done ? classes.edge : `${classes.edge} ${classes.open}`} d={`M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`} />
      <path className={classes.arrow} d={`M${x2 + 7} ${y2} l-8 -4 v8 z`} />
    </>
  )
}

function Node({ run, reason, duration, after }: { run: Run; reason: string | null; duration: string; after: string }) {
  const progress = progressOf(run)
  return (
    <>
      <span className={classes.row}>
        <span className={classes.name} title={runLabel(run)}>
          {runLabel(run)}
        </span>
        {/* Most names begin with the kind. */}
        {run.name.startsWith(run.kind) ? <VisuallyHidden>{run.kind}</VisuallyHidden> : <span className={classes.quiet}>{run.kind}</span>}
      </span>
      <span className={classes.row}>
        <StateBadge state={run.state} />
        <span className={classes.quiet}>{duration}</span>
      </span>
      {progress && <Meter done={progress.done} total={progress.total} label={`${progress.of} of ${run.name}`} />}
      {reason && (
        <span className={classes.why} title={reason}>
          {sentence(reason)}
        </span>
      )}
      {after && <VisuallyHidden>After {after}.</VisuallyHidden>}
    </>
  )
}
