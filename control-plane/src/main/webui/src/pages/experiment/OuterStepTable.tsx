import type { OuterStep, TeacherStep } from '../../api/types'
import { NONE, number, percent, signed } from '../../lib/format'
import { trialsDone } from '../../lib/rewards'
import { useSearchParam } from '../../ui/useSearchParam'
import { WideTable } from '../../ui/WideTable'
import { Rejections } from './Rejections'
import { RewardGrid } from './RewardGrid'

interface Props {
  steps: OuterStep[]
  range: number
  selected: number | null
  onSelect: (t: number) => void
}

function Decision({ step }: { step: OuterStep }) {
  if (step.promoted == null) {
    const { done, all } = trialsDone(step)
    return (
      <span className="draft">
        {done} of {all} trials
      </span>
    )
  }
  if (!step.promoted) return <span className="quiet">no</span>
  return (
    <>
      <strong>★ promoted</strong>
      <div className="quiet">
        set {step.bestSet}, repeat {step.medianRepeat}; promotion {step.promotions}
      </div>
    </>
  )
}

function Teacher({ teacher }: { teacher: TeacherStep | null }) {
  if (teacher == null) return <span className="quiet">{NONE}</span>
  if (teacher.skipped) return <span className="quiet">skipped: all advantages 0</span>
  return (
    <ul className="reasons num">
      <li>loss {number(teacher.loss)}</li>
      <li>KL {teacher.kl == null ? 'not measured' : number(teacher.kl)}</li>
      <li>rate {number(teacher.learningRate)}</li>
      <li>
        gradient {number(teacher.gradientNorm)}
        {teacher.clipped && ' clipped'}
      </li>
    </ul>
  )
}

function Row({ step, range, selected, onSelect }: Omit<Props, 'steps'> & { step: OuterStep }) {
  const mark = [step.promoted ? 'promoted' : '', step.outerStep === selected ? 'selected' : ''].join(' ').trim()
  return (
    <tr className={mark || undefined}>
      <th scope="row">
        <button type="button" className="link" aria-pressed={step.outerStep === selected} onClick={() => onSelect(step.outerStep)}>
          <span className="hidden">Step </span>
          {step.outerStep}
        </button>
      </th>
      <td>
        <RewardGrid step={step} range={range} />
      </td>
      <td className="num">{signed(step.meanReward, 4)}</td>
      <td className="num">{signed(step.movingAverage, 4)}</td>
      <td>
        <Decision step={step} />
      </td>
      <td className="num">
        {step.baselineCorrect == null || !step.rewardQuestions
          ? NONE
          : percent(step.baselineCorrect / step.rewardQuestions)}
      </td>
      <td>
        {step.accepted} of {step.attempts}
        <Rejections rejected={step.rejected} />
      </td>
      <td>
        <Teacher teacher={step.teacherStep} />
      </td>
    </tr>
  )
}

export function OuterStepTable({ steps, range, selected, onSelect }: Props) {
  const [order, setOrder] = useSearchParam('order')
  const ascending = order === 'oldest'
  const sorted = [...steps].sort((a, b) => (ascending ? a.outerStep - b.outerStep : b.outerStep - a.outerStep))
  return (
    <WideTable label="Outer steps">
      <table className="steps">
        <thead>
          <tr>
            <th scope="col" aria-sort={ascending ? 'ascending' : 'descending'}>
              <button type="button" className="link" onClick={() => setOrder(ascending ? null : 'oldest')}>
                Step {ascending ? '↑' : '↓'}
              </button>
            </th>
            <th scope="col">Rewards</th>
            <th scope="col" className="num" title="Rhat, the mean over all sets">
              Mean reward (Rhat)
            </th>
            <th scope="col" className="num">
              Moving average
            </th>
            <th scope="col">Promotion</th>
            <th scope="col" className="num">
              Baseline
            </th>
            <th scope="col">Accepted questions</th>
            <th scope="col">Teacher step</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((step) => (
            <Row key={step.outerStep} step={step} range={range} selected={selected} onSelect={onSelect} />
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
