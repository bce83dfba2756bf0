import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OuterStep } from '../../../api/types'
import { averageCurve, describe } from '../../../lib/chart'
import { trainsStudents } from '../../../lib/rewards'
import { Curves, type Curve } from '../../../ui/charts/Curves'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'

interface Props {
  runId: number
  steps: OuterStep[]
  planned: number
}

/** The gate over time: the moving average against tau, and where a student was promoted. */
export function RewardChart({ runId, steps, planned }: Props) {
  const navigate = useNavigate()
  const curves = useMemo<Curve[]>(() => {
    const tau = steps.find((step) => step.tau != null)?.tau
    const last = Math.max(planned, steps.length) - 1
    const bound: [number, number | null][] = steps.map((step) => [step.outerStep, step.lowerBound ?? null])
    const all: Curve[] = [
      { name: 'moving average', points: averageCurve(steps), color: '#3b6fd4' },
      { name: 'mean reward', points: steps.map((step) => [step.outerStep, step.meanReward ?? null]), color: '#7b8794' },
    ]
    if (steps.some(bounded)) all.push({ name: 'lower bound of the moving average', points: bound, color: '#1f9e77' })
    if (tau != null) all.push({ name: `tau ${tau}`, points: [[0, tau], [last, tau]], color: '#c2374b', dashed: true, plain: true })
    return all
  }, [steps, planned])
  const marks = useMemo(() => steps.filter(({ promoted }) => promoted).map((step): [string, number] => ['★', step.outerStep]), [steps])
  const open = (t: number) => steps.some(({ outerStep }) => outerStep === t) && void navigate(`/runs/${runId}/steps/${t}`)
  return (
    <Section
      title="Reward by outer step"
      actions={<SqlLink sql={`select outer_step, mean_reward, moving_average, moving_average_lower_bound, tau, promoted from history.outer_steps\nwhere run_id = ${runId} order by outer_step`} />}
    >
      <Curves
        curves={curves}
        marks={marks}
        levels={ZERO}
        xName="Outer step"
        yName="Reward"
        height={360}
        label={describe(steps)}
        fileName={`run-${runId}-rewards`}
        onX={open}
      />
      <Text size="sm" c="dimmed">
        {steps.some(trainsStudents)
          ? `The moving average is the mean of the last mean rewards since the last promotion; it has gaps where its window is not full. ${steps.some(bounded) ? 'If its lower bound is above tau' : 'Above tau'}, a student is promoted (★). After a promotion rewards usually drop, since the baseline is better. Click a step to open it.`
          : steps[0]?.rewardKind === 'ALIGNMENT'
            ? 'A set’s reward is the cosine between two gradients: that of the untrained student’s loss on its answers to the set, and that of right answers to the reward questions. No student is trained or promoted. Click a step to open it.'
            : 'A set’s reward is how learnable its questions are for the untrained student: a question counts 0 if none of its answers agrees with the teacher’s, else the share that does not. No student is trained or promoted. Click a step to open it.'}
      </Text>
    </Section>
  )
}

const ZERO: [string, number][] = [['', 0]]

const bounded = (step: OuterStep) => step.lowerBound != null
