import { Anchor, SegmentedControl, Text, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { OuterStep, Run, Trial } from '../../api/types'
import { signed } from '../../lib/format'
import { changeOf, gainsOf, type Change } from '../../lib/questions'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { MathsText } from '../../ui/text/MathsText'
import ui from '../../ui/ui.module.css'
import { useSearchParam } from '../../ui/useSearchParam'
import classes from './step.module.css'
import type { StepView } from './useStepView'

interface Props {
  run: Run
  step: OuterStep
  view: StepView
  trials: (Trial | undefined)[]
}

interface Row {
  problemId: string
  question: string | null
  answer: string | null
  baseline: boolean
  /** By repeat. */
  changes: (Change | null)[]
}

const WORDS: Record<Change, string> = { gained: 'gained', lost: 'lost', kept: 'solved', unsolved: '–' }
const SHOWN = ['changed', 'gained', 'lost', 'all'] as const
type Shown = (typeof SHOWN)[number]

/** Which reward questions each student of the set solves, against the baseline. */
export function RewardQuestions({ run, step, view, trials }: Props) {
  const [param, setParam] = useSearchParam('outcomes')
  const shown: Shown = SHOWN.find((each) => each === param) ?? 'changed'
  const narrow = useMediaQuery('(max-width: 40em)')
  const first = trials.find((trial) => trial !== undefined)
  const rows = useMemo<Row[]>(
    () =>
      (first?.outcomes ?? []).map(({ problemId, question, answer, baselineCorrect }, i) => ({
        problemId,
        question,
        answer,
        baseline: baselineCorrect,
        changes: trials.map((trial) => (trial?.outcomes[i] ? changeOf(trial.outcomes[i]) : null)),
      })),
    [first, trials],
  )
  const filtered = useMemo(
    () =>
      rows.filter(({ changes }) => {
        const chosen = changes[view.repeat]
        if (shown === 'all') return true
        if (shown === 'changed') return changes.some((change) => change === 'gained' || change === 'lost')
        return chosen === shown
      }),
    [rows, shown, view.repeat],
  )
  const columns = useMemo<Column<Row>[]>(() => {
    const unit = `${run.id}/t/${step.outerStep}`
    const sideBySide = (problem: string) =>
      `/rollouts?${new URLSearchParams({ run: String(run.id), left: `${unit}/baseline`, right: `${unit}/trial/${view.set}/${view.repeat}`, problem, ...(view.raw ? { maths: 'raw' } : {}) })}`
    const problemLink = (problem: string) => (
      <Anchor component={Link} inherit className={ui.target} style={{ overflowWrap: 'anywhere' }} to={sideBySide(problem)} title={`Answers of the baseline and of student ${view.set}/${view.repeat}, side by side`}>
        {problem}
      </Anchor>
    )
    return [
      { id: 'problem', header: 'Problem', rowHeader: true, sortValue: ({ problemId }) => problemId, cell: ({ problemId }) => problemLink(problemId) },
      { id: 'question', header: 'Question', cell: ({ question }) => <div className={classes.clamped}>{question === null ? '–' : <MathsText text={question} raw={view.raw} />}</div> },
      { id: 'answer', header: 'Reference answer', cell: ({ answer }) => (answer === null ? '–' : <MathsText text={answer} raw={view.raw} />) },
      { id: 'baseline', header: 'Baseline', sortValue: ({ baseline }) => Number(baseline), cell: ({ baseline }) => <span className={classes.mark}>{baseline ? 'solved' : '–'}{!baseline && <VisuallyHidden>not solved</VisuallyHidden>}</span> },
      ...trials.map(
        (_, repeat): Column<Row> => ({
          id: `repeat-${repeat}`,
          header: `Student ${view.set}/${repeat}`,
          sortValue: ({ changes }) => changes[repeat] ?? null,
          cell: ({ changes }) => {
            const change = changes[repeat]
            return change == null ? (
              <em>open</em>
            ) : (
              <span className={classes.mark} data-change={change}>
                {WORDS[change]}
                {change === 'unsolved' && <VisuallyHidden>not solved</VisuallyHidden>}
              </span>
            )
          },
        }),
      ),
    ]
  }, [run.id, step.outerStep, trials, view.set, view.repeat, view.raw])
  if (!first) return null
  const trial = trials[view.repeat]
  const counts = trial && gainsOf(trial)
  return (
    <Section
      title="Gained and lost on the reward questions"
      actions={<SqlLink sql={`select * from history.trial_outcomes\nwhere run_id = ${run.id} and outer_step = ${step.outerStep} and question_set = ${view.set} order by position, repeat`} />}
    >
      {counts && (
        <Text size="sm">
          Student {view.set}/{view.repeat} gained {counts.gained} and lost {counts.lost} of {counts.of} reward questions against the baseline: reward ({counts.gained} − {counts.lost}) / {counts.of} = {signed(trial.reward)}.
        </Text>
      )}
      <SegmentedControl
        size="xs"
        w="fit-content"
        orientation={narrow ? 'vertical' : 'horizontal'}
        aria-label="Which reward questions"
        value={shown}
        onChange={(value) => setParam(value === 'changed' ? null : value)}
        data={[
          { value: 'changed', label: 'Changed by any student' },
          { value: 'gained', label: `Gained by ${view.set}/${view.repeat}` },
          { value: 'lost', label: `Lost by ${view.set}/${view.repeat}` },
          { value: 'all', label: `All ${rows.length}` },
        ]}
      />
      {filtered.length === 0 ? (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      ) : (
        <DataTable label="Reward questions" columns={columns} rows={filtered} rowKey={({ problemId }) => problemId} maxHeight={480} />
      )}
    </Section>
  )
}
