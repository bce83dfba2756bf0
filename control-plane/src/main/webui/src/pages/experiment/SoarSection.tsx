import type { LiveStatus } from '../../api/live'
import { useOuterSteps } from '../../api/queries'
import type { OuterStep, Run } from '../../api/types'
import { NONE, signed } from '../../lib/format'
import { addRejections, rewardRange } from '../../lib/rewards'
import { isFinal } from '../../lib/state'
import { Failure, Loading } from '../../ui/states'
import { useSearchParam } from '../../ui/useSearchParam'
import { AverageChart } from './AverageChart'
import { Legend } from './Legend'
import { OuterStepTable } from './OuterStepTable'
import { Rejections } from './Rejections'
import { StepDetail } from './StepDetail'

function Figures({ run, steps }: { run: Run; steps: OuterStep[] }) {
  const tau = steps.find((step) => step.tau != null)?.tau ?? null
  return (
    <dl className="facts" aria-live="polite">
      <div>
        <dt>Outer steps decided</dt>
        <dd>
          {run.outerStepsDone ?? 0} of {run.outerSteps ?? NONE}
        </dd>
      </div>
      <div>
        <dt>Promotions</dt>
        <dd>{run.promotions ?? 0}</dd>
      </div>
      <div>
        <dt>Mean reward of the last step</dt>
        <dd>{signed(run.lastMeanReward, 4)}</dd>
      </div>
      <div>
        <dt>Moving average</dt>
        <dd>
          {signed(run.lastMovingAverage, 4)}{' '}
          <span className="quiet">
            {[run.lastMovingAverage == null && run.endedAt == null && 'needs more steps', tau != null && `tau ${tau}`].filter(Boolean).join(', ')}
          </span>
        </dd>
      </div>
      <div>
        <dt>Completions rejected</dt>
        <dd>
          <Rejections rejected={addRejections(steps)} />
        </dd>
      </div>
    </dl>
  )
}

export function SoarSection({ run, status }: { run: Run; status: LiveStatus }) {
  const { data, error, isPending, refetch } = useOuterSteps(String(run.id), status, isFinal(run.state) ? 'final' : 'active')
  const [wanted, select] = useSearchParam('step')

  if (isPending) return <Loading what="the outer steps" />
  if (!data) return <Failure what="Could not load the outer steps" error={error} retry={() => void refetch()} />
  if (data.items.length === 0) return <p className="quiet">No outer step has started.</p>
  const range = rewardRange(data.items)
  const step = data.items.find((item) => String(item.outerStep) === wanted)
  const decided = data.items.some((item) => item.meanReward != null)

  return (
    <>
      <Figures run={run} steps={data.items} />
      {decided && <AverageChart steps={data.items} planned={run.outerSteps ?? data.items.length} />}
      {step && <StepDetail runId={run.id} step={step} range={range} close={() => select(null)} />}
      <Legend range={range} />
      <OuterStepTable steps={data.items} range={range} selected={step?.outerStep ?? null} onSelect={(t) => select(String(t))} />
    </>
  )
}
