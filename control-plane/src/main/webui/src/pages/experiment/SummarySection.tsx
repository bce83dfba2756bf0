import { useScreening, useSummary } from '../../api/queries'
import type { Experiment, Grading, Run, Summary } from '../../api/types'
import { percent } from '../../lib/format'
import { isFinal, latestScreening } from '../../lib/state'
import { graded, screened, whereRulesDiffer } from '../../lib/summary'
import { Failure } from '../../ui/states'
import { WideTable } from '../../ui/WideTable'
import { Differences, Policies } from './PassAtK'

/** The numbers of hard problems, once a screening has finished. */
export function HardSet({ run }: { run: Run }) {
  const { data, isError } = useScreening(String(run.id))
  if (isError) return <p>Could not load the screening's numbers.</p>
  return data ? <p>{screened(data)}</p> : null
}

function GradedBy({ grading }: { grading: Grading }) {
  const kinds = whereRulesDiffer(grading)
  return (
    <p>
      {graded(grading)}
      {kinds.length > 0 && ` By kind of run: ${kinds.map(([kind, share]) => `${kind} ${share}`).join(', ')}.`}
    </p>
  )
}

function Results({ summary }: { summary: Summary }) {
  return (
    <>
      <p>
        Share of the {summary.problems} held-out hard problems that at least one of k answers solves (pass@k, estimated
        from {summary.samples} answers per problem); promotions: {summary.promotions}.
      </p>
      <WideTable label="pass@k by policy">
        <Policies summary={summary} />
      </WideTable>
    </>
  )
}

function Compared({ summary: { differences } }: { summary: Summary }) {
  return (
    <div>
      <p>
        Differences in percentage points, paired over problems, with {percent(differences[0]?.level, 0)} intervals (for one
        seed: they say nothing about other seeds).
      </p>
      <WideTable label="Differences between policies">
        <Differences differences={differences} />
      </WideTable>
    </div>
  )
}

export function SummarySection({ experiment }: { experiment: Experiment }) {
  const id = String(experiment.id)
  const { data, error, refetch } = useSummary(id, isFinal(experiment.state) ? 'final' : 'active')
  const screening = latestScreening(experiment.runs)
  if (error) return <Failure what="Could not load the summary" error={error} retry={() => void refetch()} />
  if (!data || (data.policies.length === 0 && data.grading.compared === 0 && !screening)) return null
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">Summary{!isFinal(experiment.state) && <em className="draft"> so far</em>}</h2>
      <div className="side-by-side">
        <div>
          {data.policies.length > 0 && <Results summary={data} />}
          {data.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {screening && <HardSet run={screening} />}
          <GradedBy grading={data.grading} />
        </div>
        {data.differences.length > 0 && <Compared summary={data} />}
      </div>
    </section>
  )
}
