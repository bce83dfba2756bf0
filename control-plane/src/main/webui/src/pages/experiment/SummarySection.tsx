import { useSummary } from '../../api/queries'
import type { Difference, Summary } from '../../api/types'
import { percent, points } from '../../lib/format'
import { summaryKs } from '../../lib/summary'
import { Failure } from '../../ui/states'

function Policies({ summary }: { summary: Summary }) {
  const ks = summaryKs(summary)
  return (
    <table className="compact">
      <caption>
        pass@k on {summary.problems} held-out problems; {summary.promotions} promotions
      </caption>
      <thead>
        <tr>
          <th scope="col">Policy</th>
          <th scope="col" className="num">
            Steps
          </th>
          <th scope="col" className="num">
            Applied
          </th>
          {ks.map((k) => (
            <th key={k} scope="col" className="num">
              pass@{k}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {summary.policies.map((policy) => (
          <tr key={policy.name}>
            <th scope="row">{policy.name}</th>
            <td className="num">{policy.steps}</td>
            <td className="num">{policy.optimizerSteps}</td>
            {ks.map((k) => (
              <td key={k} className="num">
                {percent(policy.passAt[k])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Whether an interval leaves zero out, in words. */
function verdict({ low, high }: Difference): string {
  if (low > 0) return 'better'
  if (high < 0) return 'worse'
  return 'no clear difference'
}

function Differences({ differences }: { differences: Difference[] }) {
  if (differences.length === 0) return null
  return (
    <table className="compact">
      <caption>
        Differences in percentage points, paired over problems, with {percent(differences[0]?.level, 0)} intervals (one
        seed: they say nothing about other seeds)
      </caption>
      <thead>
        <tr>
          <th scope="col">Comparison</th>
          <th scope="col">At</th>
          <th scope="col" className="num">
            Difference
          </th>
          <th scope="col" className="num">
            Interval
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((d) => (
          <tr key={`${d.a} ${d.b} ${d.k}`}>
            <th scope="row">
              {d.a} − {d.b}
            </th>
            <td>pass@{d.k}</td>
            <td className="num">{points(d.mean)}</td>
            <td className="num">
              {points(d.low)} to {points(d.high)}
            </td>
            <td>{verdict(d)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function SummarySection({ id }: { id: string }) {
  const { data, error, refetch } = useSummary(id)
  if (error) return <Failure what="The summary can't be shown" error={error} retry={() => void refetch()} />
  if (!data || data.policies.length === 0) return null
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <div className="scroll side-by-side" tabIndex={0} role="region" aria-labelledby="summary">
        <Policies summary={data} />
        <Differences differences={data.differences} />
      </div>
    </section>
  )
}
