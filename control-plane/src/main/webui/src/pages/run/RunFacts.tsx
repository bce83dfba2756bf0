import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Run } from '../../api/types'
import { duration, elapsed, NONE, signed } from '../../lib/format'
import { isFinal } from '../../lib/state'
import { Facts } from '../../ui/Facts'
import { Meter } from '../../ui/Meter'
import { Time } from '../../ui/Time'
import { useNow } from '../../ui/useNow'
import { useTimeLeft } from './useTimeLeft'

const POLICIES: Record<NonNullable<Run['policy']>, string> = {
  BASE: 'base model',
  PROMOTED: 'promoted student',
  TRAINED: 'trained student',
  UNTRAINED_TEACHER: 'teacher before its first update',
  TRAINED_TEACHER: 'trained teacher',
}

function ofSoar(run: Run): [string, ReactNode][] {
  if (run.kind !== 'soar') return []
  const total = run.outerSteps ?? 0
  return [
    ['Outer steps decided', <Meter done={run.outerStepsDone ?? 0} total={total} label={`Outer steps of ${run.name}`} />],
    ['Promotions', run.promotions ?? 0],
    ['Mean reward of the last step', signed(run.lastMeanReward ?? null, 4)],
    ['Moving average', run.lastMovingAverage == null ? `${NONE} (window not full)` : signed(run.lastMovingAverage, 4)],
  ]
}

export function RunFacts({ run }: { run: Run }) {
  const now = useNow(isFinal(run.state) || run.startedAt == null ? 'still' : 'ticking')
  const left = useTimeLeft(run)
  const { previous, queue } = run
  const facts: [string, ReactNode][] = [
    ...ofSoar(run),
    ['Started', <Time at={run.startedAt} />],
    ['Duration', elapsed(run.startedAt ?? null, run.endedAt ?? null, now)],
    ...(left === null ? [] : [['Time left', `about ${duration(left)}`] satisfies [string, ReactNode]]),
    ['Pool and priority', `${queue.pool}, ${queue.priority}`],
  ]
  if (run.policy) facts.unshift([run.kind === 'sample' ? 'Asked' : 'Evaluated policy', POLICIES[run.policy]])
  if (previous != null) {
    // The first generation has a predecessor only if it took over a run of another experiment.
    const first = run.generation === 1
    if (!first) facts.push(['Generation', run.generation])
    facts.push([
      first ? 'Taken over from' : 'Previous run',
      <Anchor component={Link} inherit to={`/runs/${previous}`}>
        run {previous}
      </Anchor>,
    ])
  }
  return <Facts facts={facts} />
}
