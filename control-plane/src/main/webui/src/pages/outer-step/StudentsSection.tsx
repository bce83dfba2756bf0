import { Anchor, Group, SimpleGrid, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { OuterStep, Run, TrainingStep, Trial } from '../../api/types'
import { NONE, number, signed } from '../../lib/format'
import { gainsOf } from '../../lib/questions'
import { Failure, Loading } from '../../ui/Async'
import { COLORS, Curves, type Curve } from '../../ui/charts/Curves'
import { DataTable, type Column } from '../../ui/DataTable'
import rewards from '../../ui/rewards.module.css'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import ui from '../../ui/ui.module.css'
import type { StepView } from './useStepView'

interface Props {
  run: Run
  step: OuterStep
  view: StepView
  /** By repeat; undefined while a student is not finished or not read. */
  trials: (Trial | undefined)[]
  pending: boolean
  error: unknown
}

const FIGURES: [name: string, value: (step: TrainingStep) => number | null | undefined][] = [
  ['loss', ({ loss }) => loss],
  ['KL', ({ kl }) => kl],
  ['entropy', ({ entropy }) => entropy],
  ['gradient norm', ({ gradientNorm }) => gradientNorm],
  ['mean points', ({ meanReward }) => meanReward],
  ['share correct', ({ correctShare }) => correctShare],
]

/** The students of the chosen set: what each came to, and the curves of their inner loops. */
export function StudentsSection({ run, step, view, trials, pending, error }: Props) {
  const { set } = view
  const id = Number(run.id)
  const known = useMemo(() => trials.filter((trial) => trial !== undefined), [trials])
  const charts = useMemo(
    () =>
      FIGURES.flatMap(([name, value]) => {
        const curves: Curve[] = known
          .filter(({ steps }) => steps.some((each) => value(each) != null))
          .map(({ repeat, steps }) => ({ name: `repeat ${repeat}`, color: COLORS[repeat % COLORS.length] ?? '', points: steps.map((each) => [each.step, value(each) ?? null]) }))
        return curves.length === 0 ? [] : [{ name, curves }]
      }),
    [known],
  )
  const columns = useMemo<Column<Trial>[]>(
    () => [
      {
        id: 'repeat',
        header: 'Student',
        rowHeader: true,
        cell: ({ repeat }) => (
          <Anchor component={Link} inherit preventScrollReset className={ui.target} to={`/runs/${id}/steps/${step.outerStep}?set=${set}&repeat=${repeat}${view.raw ? '&maths=raw' : ''}`}>
            {set}/{repeat}
            {step.bestSet === set && step.medianRepeat === repeat && (step.promoted ? <span className={rewards.star}>&nbsp;★ promoted</span> : ', median of the best set')}
          </Anchor>
        ),
      },
      { id: 'reward', header: 'Reward', numeric: true, cell: ({ reward }) => signed(reward) },
      {
        id: 'gained',
        header: 'Gained, lost',
        numeric: true,
        cell: (trial) => {
          const { gained, lost, of } = gainsOf(trial)
          return `+${gained}, −${lost} of ${of}`
        },
        hint: 'Reward questions that it solves and the baseline does not, and the reverse; their difference over all is the reward',
      },
      { id: 'steps', header: 'Steps', numeric: true, cell: ({ steps }) => steps.length },
      {
        id: 'skipped',
        header: 'Skipped',
        cell: ({ steps }) => {
          const skipped = steps.filter((each) => each.skipped).map((each) => each.step)
          return skipped.length === 0 ? 'none' : `${skipped.length}: ${skipped.join(', ')}`
        },
        hint: 'Steps that changed nothing, because for each question all answers had the same points',
      },
      { id: 'clipped', header: 'Clipped', numeric: true, cell: ({ steps }) => steps.filter(({ clipped }) => clipped).length, hint: 'Steps with a clipped gradient' },
      { id: 'mismatch', header: 'Mismatch', numeric: true, cell: ({ steps }) => (steps.length === 0 ? NONE : number(Math.max(...steps.map(({ mismatchMax }) => mismatchMax)))), hint: 'Largest difference of log-probabilities between engine and trainer, in nats' },
      {
        id: 'rollouts',
        header: 'Completions',
        cell: ({ repeat }) => (
          <Anchor component={Link} inherit className={ui.target} to={`/rollouts?run=${id}&unit=${encodeURIComponent(`t/${step.outerStep}/trial/${set}/${repeat}`)}`}>
            show
          </Anchor>
        ),
      },
    ],
    [id, step, set, view.raw],
  )
  const open = (step.rewards[set] ?? []).filter((reward) => reward == null).length
  return (
    <Section
      title={`Students of set ${set}`}
      actions={<SqlLink sql={`select * from history.training_steps\nwhere run_id = ${id} and outer_step = ${step.outerStep} and question_set = ${set} order by repeat, step`} />}
    >
      {error != null && <Failure error={error} what="the students" />}
      {pending && <Loading what="the students" />}
      {open > 0 && (
        <Text size="sm" c="dimmed">
          {open === 1 ? 'One student has' : `${open} students have`} not finished yet.
        </Text>
      )}
      {known.length > 0 && (
        <>
          <DataTable label={`Students of set ${set}`} columns={columns} rows={known} rowKey={({ repeat }) => String(repeat)} current={String(view.repeat)} />
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs">
            {charts.map(({ name, curves }) => (
              <Curves key={name} curves={curves} xName="Training step" yName={name} height={220} label={`${name} of ${curves.length} students over their training steps`} fileName={`run-${id}-step-${step.outerStep}-set-${set}-${name.replace(' ', '-')}`} />
            ))}
          </SimpleGrid>
          <Group gap="xs">
            <Text size="xs" c="dimmed">
              Entropy in nats; the gradient norm is before clipping. Points: 120 for a correct answer, 20, 10 or 0 otherwise.
            </Text>
          </Group>
        </>
      )}
    </Section>
  )
}
