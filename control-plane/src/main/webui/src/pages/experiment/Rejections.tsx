import { constantLabel } from '../../lib/format'
import { rejections } from '../../lib/rewards'

/** Rejected teacher completions, by reason. */
export function Rejections({ rejected }: { rejected: Record<string, number> }) {
  const reasons = rejections(rejected)
  if (reasons.length === 0) return <div className="quiet">none rejected</div>
  return (
    <ul className="reasons">
      {reasons.map(([reason, count]) => (
        <li key={reason}>
          {constantLabel(reason)} <span className="num">{count}</span>
        </li>
      ))}
    </ul>
  )
}
