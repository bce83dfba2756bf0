import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { OuterStep, QuestionRecord, Run } from '../../api/types'
import { NONE, number, percent } from '../../lib/format'
import { learnability, passRates } from '../../lib/questions'
import { trainsStudents } from '../../lib/rewards'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { MathsText } from '../../ui/text/MathsText'
import ui from '../../ui/ui.module.css'
import { QuestionDetail } from './QuestionDetail'
import classes from './step.module.css'
import type { StepView } from './useStepView'

/** The questions of the chosen set with their students' pass rates; choosing one shows the rest of it. */
export function QuestionsSection({ run, step, view }: { run: Run; step: OuterStep; view: StepView }) {
  const id = Number(run.id)
  const { set, raw, question: chosen, show } = view
  const students = trainsStudents(step)
  const query = api.useQuery('get', '/api/v1/runs/{id}/outer-steps/{outerStep}/sets/{set}/questions', { params: { path: { id, outerStep: step.outerStep, set } } })
  const columns = useMemo<Column<QuestionRecord>[]>(() => {
    const rate = (question: QuestionRecord, when: 'before' | 'after') => passRates(question)?.[when] ?? null
    const trained: Column<QuestionRecord>[] = [
      { id: 'before', header: 'Solved at first', numeric: true, sortValue: (q) => rate(q, 'before'), cell: (q) => percent(rate(q, 'before'), 0), hint: 'Share of the students’ answers that agree with the teacher’s, when the question first came up in training' },
      { id: 'after', header: 'Solved at last', numeric: true, sortValue: (q) => rate(q, 'after'), cell: (q) => percent(rate(q, 'after'), 0), hint: 'The same when it last came up' },
    ]
    const measured: Column<QuestionRecord>[] = [
      { id: 'solved', header: 'Solved', numeric: true, sortValue: (q) => q.measured?.correct ?? null, cell: (q) => (q.measured ? `${q.measured.correct} of ${q.measured.samples}` : NONE), hint: 'How many of the untrained student’s answers agree with the teacher’s' },
    ]
    const learnable: Column<QuestionRecord>[] = [
      { id: 'learnability', header: 'Learnability', numeric: true, sortValue: learnability, cell: (q) => number(learnability(q)), hint: 'What the question adds to its set’s reward: 0 if no answer agrees, else the share that does not' },
    ]
    return [
      {
        id: 'index',
        header: 'No.',
        rowHeader: true,
        sortValue: ({ index }) => index,
        cell: ({ index }) => (
          <Anchor component={Link} inherit preventScrollReset className={ui.target} aria-label={`Question ${index}`} to={`/runs/${id}/steps/${step.outerStep}?set=${set}&question=${index}${raw ? '&maths=raw' : ''}`}>
            {index}
          </Anchor>
        ),
      },
      {
        id: 'question',
        header: 'Question',
        cell: ({ question }) => (
          <div className={classes.clamped}>
            <MathsText text={question} raw={raw} />
          </div>
        ),
      },
      { id: 'answer', header: 'Teacher’s answer', cell: ({ answer }) => <MathsText text={answer} raw={raw} /> },
      ...(students ? trained : measured),
      ...(step.rewardKind === 'LEARNABILITY' ? learnable : []),
      {
        id: 'same',
        header: 'In the problem set',
        cell: ({ sameProblem, answer }) => (sameProblem ? (sameProblem.answer === answer ? 'yes, same answer' : 'yes, other answer') : 'no'),
        hint: 'Whether the problem set has exactly this question: then its reference answer is known',
      },
    ]
  }, [id, step.outerStep, step.rewardKind, set, raw, students])
  return (
    <Section
      title={`Questions of set ${set}`}
      actions={
        <Button.Group>
          <Button size="xs" variant="default" disabled={set === 0} onClick={() => show({ set: set - 1 })}>
            Set before
          </Button>
          <Button size="xs" variant="default" disabled={set >= step.rewards.length - 1} onClick={() => show({ set: set + 1 })}>
            Set after
          </Button>
        </Button.Group>
      }
    >
      <Async query={query} what="the questions" rows={6}>
        {({ items }) => {
          const question = items.find(({ index }) => index === chosen)
          return (
            <Stack gap="sm">
              <Text size="sm" c="dimmed">
                Nobody checks the teacher’s answers: they may be wrong. A question counts as solved if a student’s answer agrees with the teacher’s.
              </Text>
              {question && (
                <>
                  <Group justify="flex-end">
                    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => show({ question: null })}>
                      Close question {question.index}
                    </Button>
                  </Group>
                  <QuestionDetail question={question} raw={raw} />
                </>
              )}
              <DataTable label={`Questions of set ${set}`} columns={columns} rows={items} rowKey={({ index }) => String(index)} current={chosen === null ? null : String(chosen)} maxHeight={520} />
            </Stack>
          )
        }}
      </Async>
    </Section>
  )
}
