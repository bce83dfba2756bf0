import { useParams } from 'react-router'
import { isFinal, runLabel } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { StateBadge } from '../../ui/StateBadge'
import { NotFoundPage } from '../NotFoundPage'
import { RunPanel } from './RunPanel'
import { useRun } from './useRun'

/** An id is a whole number; nothing else is sent to the server. */
export default function RunPage() {
  const { id = '' } = useParams()
  return /^[1-9]\d{0,14}$/.test(id) ? <Shown key={id} id={Number(id)} /> : <NotFoundPage />
}

function Shown({ id }: { id: number }) {
  const query = useRun(id)
  const run = query.data
  const status = useLive(run !== undefined && !isFinal(run.state))
  if (!run) {
    return (
      <Page title={`Run ${id}`}>
        <Async query={query} what={`run ${id}`}>
          {() => null}
        </Async>
      </Page>
    )
  }
  return (
    <Page
      title={
        <>
          Run {runLabel(run)} <span style={{ color: 'var(--mantine-color-dimmed)', fontWeight: 400 }}>#{id}</span> <StateBadge state={run.state} />
        </>
      }
      tab={`${runLabel(run)} #${id} · ${run.experimentName}`}
      above={[
        ['Experiments', '/experiments'],
        [run.experimentName, `/experiments/${run.experimentId}`],
      ]}
      freshness={<Freshness status={status} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
    >
      <RunPanel runId={id} />
    </Page>
  )
}
