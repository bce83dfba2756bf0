import { Group, Stack } from '@mantine/core'
import { Suspense } from 'react'
import type { Run } from '../../api/types'
import { lazily } from '../../lib/lazily'
import { isFinal } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Loading } from '../../ui/Async'
import { RunActions } from './RunActions'
import { RunFacts } from './RunFacts'
import { RunLinks } from './RunLinks'
import { UnitsAtWork } from './UnitsAtWork'
import { useRun } from './useRun'
import { WhyNot } from './WhyNot'

// Each kind of run shows something else, and loads only that.
const SoarResults = lazily(async () => ({ default: (await import('./soar/SoarResults')).SoarResults }))
const ScreenResults = lazily(async () => ({ default: (await import('./screen/ScreenResults')).ScreenResults }))
const SampleResults = lazily(async () => ({ default: (await import('./sample/SampleResults')).SampleResults }))
const TrainResults = lazily(async () => ({ default: (await import('./train/TrainResults')).TrainResults }))
const EvaluateResults = lazily(async () => ({ default: (await import('./evaluate/EvaluateResults')).EvaluateResults }))

/** All of a run: why it waits, its figures and actions, what it has found, what it does now. */
export function RunPanel({ runId }: { runId: number }) {
  const query = useRun(runId)
  useLive(query.data !== undefined && !isFinal(query.data.state))
  return (
    <Async query={query} what={`run ${runId}`}>
      {(run) => (
        <Stack gap="md">
          <WhyNot run={run} />
          <Group justify="space-between" gap="sm">
            <RunLinks run={run} />
            <RunActions run={run} />
          </Group>
          <RunFacts run={run} />
          {run.kind !== 'soar' && <UnitsAtWork run={run} />}
          <Suspense fallback={<Loading what="the results" rows={8} />}>
            <Results run={run} />
          </Suspense>
        </Stack>
      )}
    </Async>
  )
}

function Results({ run }: { run: Run }) {
  switch (run.kind) {
    case 'soar':
      return <SoarResults run={run} />
    case 'screen':
      return <ScreenResults run={run} />
    case 'sample':
      return <SampleResults run={run} />
    case 'train':
      return <TrainResults run={run} />
    case 'evaluate':
      return <EvaluateResults run={run} />
  }
}
