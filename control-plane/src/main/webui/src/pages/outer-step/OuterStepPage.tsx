import { Stack } from '@mantine/core'
import { useParams } from 'react-router'
import type { OuterStep, Run } from '../../api/types'
import { rewardRange } from '../../lib/rewards'
import { isFinal, runLabel } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Empty } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { NotFoundPage } from '../NotFoundPage'
import { useOuterSteps, useRun } from '../run/useRun'
import { FatePath } from './FatePath'
import { Rejected } from './Rejected'
import { SetDetail } from './SetDetail'
import { SetsSection } from './SetsSection'
import { StepButtons } from './StepButtons'
import { StepFacts } from './StepFacts'
import { useStepView } from './useStepView'

/** Ids and steps are whole numbers; nothing else is sent to the server. */
export default function OuterStepPage() {
  const { id = '', step = '' } = useParams()
  return /^[1-9]\d{0,14}$/.test(id) && /^\d{1,9}$/.test(step) ? <Shown id={Number(id)} t={Number(step)} /> : <NotFoundPage />
}

function Shown({ id, t }: { id: number; t: number }) {
  const run = useRun(id)
  const active = run.data !== undefined && !isFinal(run.data.state)
  const status = useLive(active)
  const steps = useOuterSteps(id, active)
  const above: [string, string][] = [['Experiments', '/experiments']]
  if (run.data) above.push([run.data.experimentName, `/experiments/${run.data.experimentId}`], [`Run ${runLabel(run.data)}`, `/runs/${id}?step=${t}`])
  return (
    <Page
      title={`Outer step ${t}`}
      tab={run.data ? `Step ${t} · ${runLabel(run.data)} #${id} · ${run.data.experimentName}` : `Step ${t} of run ${id}`}
      above={above}
      freshness={<Freshness status={status} updatedAt={steps.dataUpdatedAt} failed={steps.isError} />}
      actions={<StepButtons runId={id} t={t} steps={steps.data?.items ?? []} />}
    >
      <Async query={run} what={`run ${id}`}>
        {(of) => (
          <Async query={steps} what="the outer steps" rows={8}>
            {({ items }) => {
              const step = items.find(({ outerStep }) => outerStep === t)
              return step ? <Step key={t} run={of} step={step} steps={items} /> : <Empty title={`Run ${id} has no outer step ${t} yet`}>It has {items.length} outer steps with questions.</Empty>
            }}
          </Async>
        )}
      </Async>
    </Page>
  )
}

function Step({ run, step, steps }: { run: Run; step: OuterStep; steps: OuterStep[] }) {
  const view = useStepView(step)
  const range = rewardRange(steps)
  return (
    <Stack gap="md">
      <FatePath run={run} step={step} steps={steps} view={view} />
      <StepFacts step={step} />
      <SetsSection run={run} step={step} range={range} view={view} />
      <SetDetail run={run} step={step} view={view} />
      <Rejected run={run} step={step} />
    </Stack>
  )
}
