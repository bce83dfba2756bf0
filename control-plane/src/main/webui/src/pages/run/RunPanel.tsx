import { Group, Stack } from '@mantine/core'
import type { Run } from '../../api/types'
import { isFinal } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async } from '../../ui/Async'
import { EvaluateResults } from './evaluate/EvaluateResults'
import { RunActions } from './RunActions'
import { RunFacts } from './RunFacts'
import { RunLinks } from './RunLinks'
import { ScreenResults } from './screen/ScreenResults'
import { SoarResults } from './soar/SoarResults'
import { TrainResults } from './train/TrainResults'
import { UnitsAtWork } from './UnitsAtWork'
import { useRun } from './useRun'
import { WhyNot } from './WhyNot'

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
          <Results run={run} />
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
    case 'train':
      return <TrainResults run={run} />
    case 'evaluate':
      return <EvaluateResults run={run} />
  }
}
