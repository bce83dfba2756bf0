import { Link } from 'react-router'
import type { Experiment } from '../../api/types'
import { elapsed, moment } from '../../lib/format'
import { endedRuns, isFinal } from '../../lib/state'
import { Meter } from '../../ui/Meter'
import { StateBadge } from '../../ui/StateBadge'
import { useNow } from '../../ui/useNow'
import { WideTable } from '../../ui/WideTable'

/** The progress of the soar run, the main part of an experiment. */
function Soar({ experiment }: { experiment: Experiment }) {
  const soar = experiment.runs.find((run) => run.kind === 'soar')
  if (!soar?.outerSteps || !soar.outerStepsDone) return null
  return (
    <div className="quiet when">
      {soar.outerStepsDone} of {soar.outerSteps} outer steps, {soar.promotions ?? 0} promoted
    </div>
  )
}

function Row({ experiment, now }: { experiment: Experiment; now: number }) {
  const { id, name, preset, seed, state, reason, runs, startedAt, endedAt, shared } = experiment
  return (
    <tr>
      <th scope="row">
        <Link to={`/experiments/${id}`}>{name}</Link> <span className="quiet">#{id}</span>
        {shared && (
          <span className="quiet" title="Everyone can read it in SQL over history">
            {' '}
            shared
          </span>
        )}
      </th>
      <td>
        <StateBadge state={state} />
        {reason && <div className="quiet reason" title={reason}>{reason}</div>}
      </td>
      <td>
        <Meter done={endedRuns(runs)} total={runs.length} label={`runs of ${name} that have ended`} />
        <Soar experiment={experiment} />
      </td>
      <td className="when">{moment(startedAt)}</td>
      <td className="num">{elapsed(startedAt, endedAt, now)}</td>
      <td>{preset ?? <span className="quiet">custom</span>}</td>
      <td className="num">{seed}</td>
    </tr>
  )
}

export function ExperimentsTable({ experiments }: { experiments: Experiment[] }) {
  const running = experiments.some((e) => e.startedAt != null && !isFinal(e.state))
  const now = useNow(running ? 'ticking' : 'still')
  return (
    <WideTable label="Table of experiments">
      <table className="experiments">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Runs ended</th>
            <th scope="col">Started</th>
            <th scope="col" className="num">
              Duration
            </th>
            <th scope="col">Preset</th>
            <th scope="col" className="num">
              Seed
            </th>
          </tr>
        </thead>
        <tbody>
          {experiments.map((experiment) => (
            <Row key={experiment.id} experiment={experiment} now={now} />
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
