import { signed } from '../../lib/format'
import { shade } from '../../lib/rewards'
import type { OuterStep } from '../../api/types'

interface CellProps {
  reward: number | null | undefined
  range: number
  promoted: boolean
}

function Cell({ reward, range, promoted }: CellProps) {
  if (reward == null) return <td className="cell open">open</td>
  const { direction, strength } = shade(reward, range)
  return (
    <td className={`cell ${direction}${promoted ? ' promoted' : ''}`} style={{ '--strength': `${strength}%` }}>
      {signed(reward)}
      {promoted && (
        <span role="img" aria-label="promoted">
          ★
        </span>
      )}
    </td>
  )
}

/** The rewards of one outer step's trials: one column per set, one row per repeat, and the sets' means below. */
export function RewardGrid({ step, range }: { step: OuterStep; range: number }) {
  const repeats = Math.max(0, ...step.rewards.map((row) => row.length))
  return (
    <table className="grid" aria-label={`Rewards of outer step ${step.outerStep}`}>
      <thead className="hidden">
        <tr>
          <th scope="col">Repeat</th>
          {step.rewards.map((_, k) => (
            <th key={k} scope="col">
              Set {k}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: repeats }, (_, j) => (
          <tr key={j}>
            <th scope="row" className="hidden">
              {j}
            </th>
            {step.rewards.map((row, k) => (
              <Cell
                key={k}
                reward={row[j]}
                range={range}
                promoted={step.promoted === true && step.bestSet === k && step.medianRepeat === j}
              />
            ))}
          </tr>
        ))}
      </tbody>
      {step.setRewards && (
        <tfoot>
          <tr>
            <th scope="row" className="hidden">
              mean
            </th>
            {step.setRewards.map((reward, k) => (
              <td key={k} className={step.bestSet === k ? 'best' : undefined}>
                {signed(reward)}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
}
