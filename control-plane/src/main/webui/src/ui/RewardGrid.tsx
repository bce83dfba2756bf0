import { Link } from 'react-router'
import type { OuterStep } from '../api/types'
import { NONE, signed } from '../lib/format'
import { REWARD_MEANINGS, shade } from '../lib/rewards'
import classes from './rewards.module.css'

interface CellProps {
  reward: number | null | undefined
  range: number
  promoted: boolean
  chosen?: boolean
  label: string
  /** The page of the student. */
  to: string
  tabIndex?: number
  /** A narrow cell with two digits. */
  dense?: boolean
}

/** +.06: two digits for narrow cells. */
const short = (reward: number) => signed(reward, 2).replace('0.', '.')

/** A student's reward with its colour. */
export function RewardCell({ reward, range, promoted, chosen, label, to, tabIndex, dense }: CellProps) {
  const open = reward == null
  const { direction, strength } = open ? { direction: undefined, strength: 0 } : shade(reward, range)
  return (
    <Link
      to={to}
      className={classes.cell}
      data-direction={direction}
      data-open={open || undefined}
      data-promoted={promoted || undefined}
      data-chosen={chosen || undefined}
      data-dense={dense || undefined}
      style={{ '--strength': `${strength}%` }}
      aria-label={`${label}: ${open ? 'not scored yet' : `reward ${signed(reward)}`}${promoted ? ', promoted' : ''}`}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      {promoted && !dense && '★'}
      {open ? (dense ? '' : 'open') : dense ? short(reward) : signed(reward)}
    </Link>
  )
}

interface GridProps {
  runId: number
  step: OuterStep
  range: number
  /** Cells take part in the keyboard's order; otherwise arrow keys reach them. */
  tabbable?: boolean
  /** Narrow cells, for many sets. */
  dense?: boolean
}

/** The rewards of one outer step's students: one column per set, one row per repeat, and the sets' means below. */
export function RewardGrid({ runId, step, range, tabbable = false, dense = false }: GridProps) {
  const repeats = Math.max(0, ...step.rewards.map((row) => row.length))
  return (
    <div className={classes.grid} style={{ gridTemplateColumns: `repeat(${step.rewards.length}, ${dense ? 'auto' : '4.4rem'})` }} role="group" aria-label={`Rewards of outer step ${step.outerStep}`}>
      {Array.from({ length: repeats }, (_, j) =>
        step.rewards.map((row, k) =>
          j < row.length ? (
            <RewardCell
              key={`${k}/${j}`}
              reward={row[j]}
              range={range}
              promoted={step.promoted === true && step.bestSet === k && step.medianRepeat === j}
              label={`Step ${step.outerStep}, set ${k}, repeat ${j}`}
              to={`/runs/${runId}/steps/${step.outerStep}?set=${k}&repeat=${j}`}
              dense={dense}
              {...(tabbable ? {} : { tabIndex: -1 })}
            />
          ) : (
            <span key={`${k}/${j}`} className={classes.raced} data-dense={dense || undefined} title={step.promoted == null ? `Set ${k}, repeat ${j}: not started` : `Set ${k}, repeat ${j}: not trained, the race was decided without it`}>
              {NONE}
            </span>
          ),
        ),
      )}
      {step.setRewards?.map((reward, k) => (
        <span key={k} className={classes.mean} data-best={step.bestSet === k || undefined} data-dense={dense || undefined} title={`Reward of set ${k}: ${REWARD_MEANINGS[step.rewardKind].toLowerCase()}`}>
          {dense ? short(reward) : signed(reward)}
        </span>
      ))}
    </div>
  )
}

const PARTS = [-1, -0.3, 0, 0.3, 1]

/** How to read rewards in colour; 'shape' says what rows and columns are. */
export function RewardLegend({ range, shape, raced }: { range: number; shape: string; raced: boolean }) {
  return (
    <div className={classes.legend}>
      <span>{shape}:</span>
      <span aria-hidden>
        {PARTS.map((part) => {
          const { direction, strength } = shade(part * range, range)
          return (
            <span key={part} className={classes.cell} data-direction={direction} style={{ '--strength': `${strength}%` }}>
              {signed(part * range, 2)}
            </span>
          )
        })}
      </span>
      <span>
        <span className={classes.cell} data-open>
          open
        </span>{' '}
        not scored yet
      </span>
      {raced && <span>{NONE} not trained (racing)</span>}
      <span>
        <span className={classes.star}>★</span> promoted
      </span>
    </div>
  )
}
