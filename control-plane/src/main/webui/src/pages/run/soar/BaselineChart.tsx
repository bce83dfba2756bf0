import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OuterStep } from '../../../api/types'
import { Curves, type Curve } from '../../../ui/charts/Curves'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'

/** The share of reward questions that the baseline student solves, and the best student of each step. */
export function BaselineChart({ runId, steps }: { runId: number; steps: OuterStep[] }) {
  const navigate = useNavigate()
  const curves = useMemo<Curve[]>(() => {
    const share = (step: OuterStep) => (step.baselineCorrect == null || !step.rewardQuestions ? null : (100 * step.baselineCorrect) / step.rewardQuestions)
    return [{ name: 'baseline student', points: steps.map((step) => [step.outerStep, share(step)]), color: '#1f9e77' }]
  }, [steps])
  return (
    <Section
      title="Accuracy of the baseline student"
      actions={<SqlLink sql={`select outer_step, baseline_correct, reward_questions, baseline_share_correct from history.outer_steps\nwhere run_id = ${runId} order by outer_step`} />}
    >
      <Curves
        curves={curves}
        marks={steps.filter(({ promoted }) => promoted).map((step): [string, number] => ['★', step.outerStep])}
        xName="Outer step"
        yName="% of questions"
        height={220}
        label={`Share of reward questions that the baseline student solves, over ${steps.length} outer steps`}
        fileName={`run-${runId}-baseline`}
        onX={(t) => void navigate(`/runs/${runId}/steps/${t}`)}
      />
    </Section>
  )
}
