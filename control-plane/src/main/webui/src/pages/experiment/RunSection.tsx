import { api } from '../../api/client'
import type { LiveStatus } from '../../api/live'
import type { Run } from '../../api/types'
import { isFinal } from '../../lib/state'
import { CancelButton } from '../../ui/CancelButton'
import { ProgressTable } from './ProgressTable'
import { SoarSection } from './SoarSection'

/** What a run that is not soar leaves, and where it shows. */
function Outcome({ run }: { run: Run }) {
  if (run.state === 'waiting') return <p>It waits for the runs that it depends on.</p>
  if (run.state === 'queued') return <p>It is queued and starts when a worker is free.</p>
  if (run.state !== 'succeeded') return null
  switch (run.kind) {
    case 'evaluate':
      return <p>Its pass@k is in the summary.</p>
    case 'screen':
      return <p>The problems that no sample solved are split into the train and the test half.</p>
    case 'train':
      return <p>The trained student is evaluated in the run that depends on it.</p>
    case 'soar':
      return null
  }
}

export function RunSection({ run, status }: { run: Run; status: LiveStatus }) {
  return (
    <section aria-labelledby="run" className="run">
      <div className="title">
        <h2 id="run">Run {run.name}</h2>
        {!isFinal(run.state) && run.state !== 'cancelling' && (
          <CancelButton
            what={`run ${run.name}`}
            cancel={() => api.cancelRun(String(run.id))}
            consequence="The runs that depend on it are cancelled too; what is finished is kept."
          />
        )}
      </div>
      {run.state === 'failed' && (
        <p className="failure" role="alert">
          It failed: {run.reason ?? 'no reason was recorded'}. The control plane&apos;s log (HOME/logs) says more; submit the
          experiment again once the cause is gone.
        </p>
      )}
      <Outcome run={run} />
      {!isFinal(run.state) && <ProgressTable progress={run.progress ?? []} />}
      {run.kind === 'soar' && <SoarSection run={run} status={status} />}
    </section>
  )
}
