import { signed } from '../../lib/format'
import { shade } from '../../lib/rewards'

const PARTS = [-1, -0.5, -0.1, 0, 0.1, 0.5, 1]

/** How to read the grid of rewards. */
export function Legend({ range }: { range: number }) {
  return (
    <p className="legend">
      <span>Reward of a trial (one column per set, one row per repeat):</span>
      <span className="swatches" aria-hidden="true">
        {PARTS.map((part) => {
          const { direction, strength } = shade(part * range, range)
          return (
            <span key={part} className={`cell ${direction}`} style={{ '--strength': `${strength}%` }}>
              {signed(part * range, 2)}
            </span>
          )
        })}
      </span>
      <span>
        <span className="cell open">open</span> not scored yet
      </span>
      <span>
        <span className="cell none promoted">★</span> promoted
      </span>
    </p>
  )
}
