import { Anchor, Group, Switch, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { OuterStep, QuestionSet, Run } from '../../api/types'
import { signed } from '../../lib/format'
import { REWARD_MEANINGS, trainsStudents } from '../../lib/rewards'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { RewardCell, RewardLegend } from '../../ui/RewardGrid'
import rewards from '../../ui/rewards.module.css'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { HostileText } from '../../ui/text/HostileText'
import ui from '../../ui/ui.module.css'
import { useSearchParam } from '../../ui/useSearchParam'
import classes from './step.module.css'
import type { StepView } from './useStepView'

interface Props {
  run: Run
  step: OuterStep
  range: number
  view: StepView
}

/** The question sets of a step with their students' rewards; choosing one shows its questions below. */
export function SetsSection({ run, step, range, view }: Props) {
  const id = Number(run.id)
  const [find, setFind] = useSearchParam('find', 'typed')
  const [wanted] = useDebouncedValue((find ?? '').trim().toLowerCase(), 150)
  const query = api.useQuery('get', '/api/v1/runs/{id}/outer-steps/{outerStep}/sets', { params: { path: { id, outerStep: step.outerStep } } })
  const matches = useMemo(() => {
    const found = new Map<number, number[]>()
    for (const { set, questions } of query.data?.items ?? []) {
      found.set(set, questions.filter(({ question, answer }) => `${question} ${answer}`.toLowerCase().includes(wanted)).map(({ index }) => index))
    }
    return found
  }, [query.data, wanted])
  const columns = useMemo<Column<QuestionSet>[]>(() => {
    const students = trainsStudents(step)
    const to = (set: number, repeat?: number) => `/runs/${id}/steps/${step.outerStep}?set=${set}${repeat === undefined ? '' : `&repeat=${repeat}`}${view.raw ? '&maths=raw' : ''}`
    const studentsColumn: Column<QuestionSet> = {
      id: 'students',
      header: 'Students',
      cell: ({ set }) => (
        <span className={classes.cells}>
          {(step.rewards[set] ?? []).map((reward, j) => (
            <RewardCell
              key={j}
              reward={reward}
              range={range}
              promoted={step.promoted === true && step.bestSet === set && step.medianRepeat === j}
              chosen={view.set === set && view.repeat === j}
              label={`Set ${set}, repeat ${j}`}
              to={to(set, j)}
            />
          ))}
        </span>
      ),
    }
    return [
      {
        id: 'set',
        header: 'Set',
        rowHeader: true,
        sortValue: ({ set }) => set,
        cell: ({ set }) => (
          <Anchor component={Link} inherit preventScrollReset to={to(set)} className={ui.target}>
            Set {set}
            {step.bestSet === set && (step.promoted ? <span className={rewards.star}>&nbsp;★</span> : ', best')}
          </Anchor>
        ),
      },
      { id: 'reward', header: 'Reward', numeric: true, sortValue: ({ reward }) => reward ?? null, cell: ({ reward }) => signed(reward ?? null), hint: REWARD_MEANINGS[step.rewardKind] },
      { id: 'advantage', header: 'Advantage', numeric: true, sortValue: ({ advantage }) => advantage ?? null, cell: ({ advantage }) => signed(advantage ?? null, 4), hint: 'What the teacher learns with: its reward compared with the mean of the other sets' },
      ...(students ? [studentsColumn] : []),
      { id: 'questions', header: 'Questions', numeric: true, sortValue: ({ questions }) => questions.length, cell: ({ questions }) => questions.length },
      {
        id: 'example',
        header: wanted === '' ? 'First question' : 'First match',
        cell: ({ set, questions }) => {
          const index = wanted === '' ? 0 : matches.get(set)?.[0]
          const question = questions.find((q) => q.index === index)
          return (
            <div className={classes.clamped}>
              {question && <HostileText text={question.question.slice(0, 400)} />}
              {wanted !== '' && (matches.get(set)?.length ?? 0) > 1 && (
                <Text size="xs" c="dimmed">
                  and {(matches.get(set)?.length ?? 0) - 1} more
                </Text>
              )}
            </div>
          )
        },
      },
    ]
  }, [id, step, range, view.set, view.repeat, view.raw, wanted, matches])
  return (
    <Section
      title="Question sets"
      actions={<SqlLink sql={`select s.question_set, s.reward, s.advantage, q.position, q.question, q.answer\nfrom history.question_sets s join history.questions q using (run_id, outer_step, question_set)\nwhere run_id = ${id} and outer_step = ${step.outerStep} order by question_set, position`} />}
    >
      <Group justify="space-between" gap="sm">
        <TextInput
          size="xs"
          w={280}
          aria-label="Find in questions and answers"
          placeholder="Find in questions and answers"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={find ?? ''}
          onChange={({ currentTarget }) => setFind(currentTarget.value === '' ? null : currentTarget.value)}
        />
        <Switch size="sm" label="Show formulas" checked={!view.raw} onChange={({ currentTarget }) => view.show({ raw: !currentTarget.checked })} />
      </Group>
      <Async query={query} what="the question sets">
        {({ items }) => {
          const shown = wanted === '' ? items : items.filter(({ set }) => (matches.get(set)?.length ?? 0) > 0)
          return shown.length === 0 ? (
            <Text size="sm">No question or answer of this step contains “{find}”.</Text>
          ) : (
            <DataTable label="Question sets" columns={columns} rows={shown} rowKey={({ set }) => String(set)} current={String(view.set)} maxHeight={420} />
          )
        }}
      </Async>
      {trainsStudents(step) && <RewardLegend range={range} shape="One row per set, one cell per repeat" raced={false} />}
    </Section>
  )
}
