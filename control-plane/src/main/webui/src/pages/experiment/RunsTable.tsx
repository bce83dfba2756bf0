import type { Run } from '../../api/types'
import { elapsed } from '../../lib/format'
import { isFinal, isOwned, runLabel } from '../../lib/state'
import { Meter } from '../../ui/Meter'
import { StateBadge } from '../../ui/StateBadge'
import { useNow } from '../../ui/useNow'
import { WideTable } from '../../ui/WideTable'

interface Props {
  runs: Run[]
  selected: string | null
  onSelect: (run: string) => void
}

function Status({ run }: { run: Run }) {
  if (run.outerSteps && run.kind === 'soar') {
    return (
      <>
        <Meter done={run.outerStepsDone ?? 0} total={run.outerSteps} label={`outer steps of ${run.name}`} />
        <div className="quiet">{run.promotions ?? 0} promoted</div>
      </>
    )
  }
  const first = run.progress?.[0]
  if (isFinal(run.state) || !first) return null
  return (
    <>
      <Meter done={first.done} total={first.total} label={`${first.unit} of ${run.name}`} />
      <div className="quiet">{first.message}</div>
    </>
  )
}

export function RunsTable({ runs, selected, onSelect }: Props) {
  const now = useNow(runs.some((run) => isOwned(run.state)) ? 'ticking' : 'still')
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Runs</h2>
      <WideTable label="Table of runs">
        <table className="runs">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">State</th>
              <th scope="col">Progress</th>
              <th scope="col" className="num">
                Duration
              </th>
              <th scope="col">Kind</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id} className={runLabel(run) === selected ? 'selected' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    aria-pressed={runLabel(run) === selected}
                    onClick={() => onSelect(runLabel(run))}
                  >
                    {runLabel(run)}
                  </button>
                </th>
                <td>
                  <StateBadge state={run.state} />
                  {run.reason && <div className="quiet reason" title={run.reason}>{run.reason}</div>}
                </td>
                <td>
                  <Status run={run} />
                </td>
                <td className="num">{elapsed(run.startedAt, run.endedAt, now)}</td>
                <td>{run.kind}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  )
}
