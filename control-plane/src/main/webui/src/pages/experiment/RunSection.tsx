import { api } from '../../api/client'
import type { LiveStatus } from '../../api/live'
import type { Run } from '../../api/types'
import { useQueuePosition } from '../../api/queries'
import { sentence } from '../../lib/format'
import { isFinal, runLabel } from '../../lib/state'
import { ActionButtons } from '../../ui/ActionButtons'
import { CancelButton } from '../../ui/CancelButton'
import { ProgressTable } from './ProgressTable'
import { SoarSection } from './SoarSection'
import { HardSet } from './SummarySection'

/** Why a run is waiting, as reported by the server. */
function WhyNot({ run }: { run: Run }) {
  const { data, isError } = useQueuePosition(String(run.id))
  if (isError) return <p>Could not load the reason why it is not running.</p>
  return <p>{data ? `Not running. ${sentence(data.waitReason.message)}` : 'Loading its place in the queue…'}</p>
}

/** The result of a run other than soar, and where it is shown. */
function Outcome({ run }: { run: Run }) {
  if (run.state === 'waiting' || run.state === 'queued' || run.state === 'paused') return <WhyNot run={run} />
  if (run.state !== 'succeeded') return null
  switch (run.kind) {
    case 'evaluate':
      return <p>The summary shows its pass@k.</p>
    case 'screen':
      return <HardSet run={run} />
    case 'train':
      return <p>The trained student is evaluated in the run that depends on it.</p>
    case 'soar':
      return null
  }
}

/** What to do about a failed run. */
function remedy(run: Run): string {
  switch (run.failure) {
    case 'user':
      return 'Submit the experiment again with a spec that avoids it.'
    case 'infrastructure':
      return 'Fix the cause and retry it: it continues where it stopped.'
    default:
      return 'Please report it; the control plane’s log (HOME/logs) has the details.'
  }
}

export function RunSection({ run, status }: { run: Run; status: LiveStatus }) {
  return (
    <section aria-labelledby="run" className="run">
      <div className="title">
        <h2 id="run">Run {runLabel(run)}</h2>
        <ActionButtons kind="runs" id={String(run.id)} state={run.state} />
        {!isFinal(run.state) && run.state !== 'cancelling' && (
          <CancelButton
            what={`run ${run.name}`}
            cancel={() => api.cancelRun(String(run.id))}
            consequence="The runs that depend on it are cancelled too; finished work is kept."
          />
        )}
      </div>
      {run.state === 'failed' && (
        <p className="failure" role="alert">
          It failed: {run.reason ?? 'no reason was recorded'}. {remedy(run)}
        </p>
      )}
      <Outcome run={run} />
      {!isFinal(run.state) && <ProgressTable progress={run.progress ?? []} />}
      {run.kind === 'soar' && <SoarSection run={run} status={status} />}
    </section>
  )
}
