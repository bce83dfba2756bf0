import { Link, useParams } from 'react-router'
import { api } from '../../api/client'
import { useLive } from '../../api/live'
import { useExperiment } from '../../api/queries'
import type { Experiment } from '../../api/types'
import { elapsed, moment } from '../../lib/format'
import { chosenRun, isFinal, runLabel } from '../../lib/state'
import { ActionButtons } from '../../ui/ActionButtons'
import { ArchiveButton } from '../../ui/ArchiveButton'
import { CancelButton } from '../../ui/CancelButton'
import { Freshness } from '../../ui/Freshness'
import { StateBadge } from '../../ui/StateBadge'
import { Failure, Loading } from '../../ui/states'
import { useNow } from '../../ui/useNow'
import { useTitle } from '../../ui/useTitle'
import { useSearchParam } from '../../ui/useSearchParam'
import { NotFoundPage } from '../NotFoundPage'
import { ChangedSettings } from './ChangedSettings'
import { RunSection } from './RunSection'
import { RunsTable } from './RunsTable'
import { SummarySection } from './SummarySection'

function Facts({ experiment }: { experiment: Experiment }) {
  const { state, reason, preset, seed, startedAt, endedAt } = experiment
  const now = useNow(isFinal(state) || startedAt == null ? 'still' : 'ticking')
  return (
    <dl className="facts">
      <div>
        <dt>State</dt>
        <dd aria-live="polite">
          <StateBadge state={state} />
          {reason && <span className="reason"> {reason}</span>}
        </dd>
      </div>
      <div>
        <dt>Preset</dt>
        <dd>{preset ?? 'custom'}</dd>
      </div>
      <div>
        <dt>Seed</dt>
        <dd>{seed}</dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd>{moment(startedAt)}</dd>
      </div>
      <div>
        <dt>Duration</dt>
        <dd>{elapsed(startedAt, endedAt, now)}</dd>
      </div>
    </dl>
  )
}

/** An id is a whole number; nothing else is sent to the server. */
export function ExperimentPage() {
  const { id = '' } = useParams()
  return /^[1-9]\d*$/.test(id) ? <Shown id={id} /> : <NotFoundPage />
}

function Shown({ id }: { id: string }) {
  const status = useLive(id)
  const { data, error, isPending, isError, refetch, dataUpdatedAt } = useExperiment(id)
  const [wanted, select] = useSearchParam('run')
  useTitle(data ? `${data.name} #${id}` : `Experiment ${id}`)

  if (isPending) return <Loading what={`experiment ${id}`} />
  if (!data) return <Failure level="h1" what={`Could not load experiment ${id}`} error={error} retry={() => void refetch()} />
  const run = chosenRun(data.runs, wanted)

  return (
    <>
      <nav aria-label="Breadcrumb" className="crumbs">
        <Link to="/experiments">Experiments</Link> / <span aria-current="page">{data.name}</span>
      </nav>
      <div className="title">
        <h1>
          {data.name} <span className="quiet">#{data.id}</span>
        </h1>
        {!isFinal(data.state) && <Freshness status={status} updatedAt={dataUpdatedAt} failed={isError} />}
        <ActionButtons kind="experiments" id={id} state={data.state} />
        {isFinal(data.state) && <ArchiveButton id={id} verb={data.archivedAt == null ? 'archive' : 'unarchive'} />}
        {!isFinal(data.state) && data.state !== 'cancelling' && (
          <CancelButton
            what={`experiment ${data.name}`}
            cancel={() => api.cancelExperiment(id)}
            consequence="All its runs end; finished work is kept. You can continue it later with Retry."
          />
        )}
      </div>
      <Facts experiment={data} />
      <ChangedSettings experiment={data} />
      <SummarySection experiment={data} />
      <RunsTable runs={data.runs} selected={run ? runLabel(run) : null} onSelect={select} />
      {run && <RunSection key={run.id} run={run} status={status} />}
    </>
  )
}
