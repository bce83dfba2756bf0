import type { Difference, Summary } from '../../api/types'
import { percent, points } from '../../lib/format'
import { summaryKs } from '../../lib/summary'

export function Policies({ summary }: { summary: Summary }) {
  const ks = summaryKs(summary)
  return (
    <table className="compact" aria-label="pass@k by policy">
      <thead>
        <tr>
          <th scope="col">Policy</th>
          <th scope="col" className="num">
            Optimizer steps
          </th>
          <th scope="col" className="num" title="Steps that changed the weights">
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
                {percent(policy.passAtK[k])}
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

export function Differences({ differences }: { differences: Difference[] }) {
  return (
    <table className="compact" aria-label="Differences between policies">
      <thead>
        <tr>
          <th scope="col">Comparison</th>
          <th scope="col">Metric</th>
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
