import { Anchor } from '@mantine/core'
import type { Ref } from 'react'
import { Link } from 'react-router'
import type { OuterStep, TeacherStep } from '../../../api/types'
import { constantLabel, NONE, number, percent, signed } from '../../../lib/format'
import { rejections, trainsStudents, trialsDone } from '../../../lib/rewards'
import { RewardGrid } from '../../../ui/RewardGrid'
import rewards from '../../../ui/rewards.module.css'
import ui from '../../../ui/ui.module.css'
import classes from '../run.module.css'

function Decision({ step }: { step: OuterStep }) {
  if (!trainsStudents(step)) return step.promoted == null ? <em>being measured</em> : null
  if (step.promoted == null) {
    const { done, all } = trialsDone(step)
    return (
      <em>
        {done < all ? `${done} of ${all}` : done} students{done < all ? '' : ' so far'}
      </em>
    )
  }
  if (!step.promoted) return <>not promoted</>
  return (
    <>
      <span className={rewards.star}>★ promoted</span>
      <br />
      set {step.bestSet}, repeat {step.medianRepeat}
      <br />
      promotion {step.promotions}
    </>
  )
}

function Teacher({ teacher }: { teacher: TeacherStep | null | undefined }) {
  if (teacher == null) return <>{NONE}</>
  if (teacher.skipped) return <span className={classes.quiet}>skipped: all advantages 0</span>
  return (
    <>
      loss {number(teacher.loss)}
      <br />
      gradient {number(teacher.gradientNorm)}
      {teacher.clipped && ', clipped'}
    </>
  )
}

function Questions({ step: { accepted, attempts, rejected } }: { step: OuterStep }) {
  const reasons = rejections(rejected)
  return (
    <>
      {accepted} of {attempts}
      <div className={classes.quiet}>
        {reasons.slice(0, 2).map(([reason, n]) => (
          <div key={reason}>
            {constantLabel(reason)} {n}
          </div>
        ))}
        {reasons.length > 2 && <div>and {reasons.length - 2} more reasons</div>}
      </div>
    </>
  )
}

interface Props {
  runId: number
  step: OuterStep
  range: number
  chosen: boolean
  /** The figures stand under the step's number, so that many sets fit beside them. */
  dense: boolean
  /** The rewards stand before the figures. */
  rewardsFirst: boolean
  index: number
  ref: Ref<HTMLTableRowElement>
}

export function StepRow({ runId, step, range, chosen, dense, rewardsFirst, index, ref }: Props) {
  const { outerStep, promoted, meanReward, movingAverage, lowerBound, baselineCorrect, rewardQuestions } = step
  const baseline = baselineCorrect == null || !rewardQuestions ? NONE : percent(baselineCorrect / rewardQuestions)
  const average = movingAverage == null ? 'window not full' : (
      <>
        {signed(movingAverage, 4)}
        {lowerBound != null && (
          <>
            <br />
            lower bound {signed(lowerBound, 4)}
          </>
        )}
      </>
    )
  const grid = (
    <td>
      <RewardGrid runId={runId} step={step} range={range} dense={dense} />
    </td>
  )
  return (
    <tr ref={ref} data-index={index} aria-rowindex={index + 2} aria-current={chosen || undefined} className={[promoted && classes.promoted, chosen && classes.chosen].filter(Boolean).join(' ') || undefined}>
      <th scope="row">
        <Anchor component={Link} inherit to={`/runs/${runId}/steps/${outerStep}`} className={ui.target}>
          Step {outerStep}
        </Anchor>
        <div className={classes.quiet}>
          <Decision step={step} />
          {dense && (
            <div>
              mean {signed(meanReward ?? null, 4)}
              <br />
              average {average}
              {trainsStudents(step) && (
                <>
                  <br />
                  baseline {baseline}
                </>
              )}
              <br />
              {step.accepted} of {step.attempts} accepted
            </div>
          )}
        </div>
      </th>
      {rewardsFirst && grid}
      {!dense && (
        <>
          <td className={classes.figures}>
            {signed(meanReward ?? null, 4)}
            <div className={classes.quiet}>{average}</div>
          </td>
          {trainsStudents(step) && <td className={classes.figures}>{baseline}</td>}
          <td className={classes.figures}>
            <Questions step={step} />
          </td>
          <td className={classes.figures}>
            <Teacher teacher={step.teacherStep} />
          </td>
        </>
      )}
      {!rewardsFirst && grid}
    </tr>
  )
}
