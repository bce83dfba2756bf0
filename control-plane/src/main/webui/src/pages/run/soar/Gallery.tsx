import { Anchor, Button, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { OuterStep, QuestionRecord } from '../../../api/types'
import { NONE, percent, signed } from '../../../lib/format'
import { evenly, nth } from '../../../lib/gallery'
import { passRates } from '../../../lib/questions'
import { Async } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { MathsText } from '../../../ui/text/MathsText'
import { useSearchParam } from '../../../ui/useSearchParam'
import ui from '../../../ui/ui.module.css'
import classes from '../run.module.css'

const STEPS = 8
/** Questions of each step. */
const EACH = 2

interface Shown {
  step: OuterStep
  set: number
  question: QuestionRecord
}

/** How the teacher's questions change: a few of each of some outer steps, from the first to the last. They are read when the reader asks. */
export function Gallery({ runId, steps }: { runId: number; steps: OuterStep[] }) {
  const [wanted, show] = useSearchParam('gallery')
  const page = wanted !== null && /^\d{1,6}$/.test(wanted) ? Number(wanted) : null
  return (
    <Section
      title="Questions over training"
      actions={
        <>
          {page !== null && (
            <Button size="xs" variant="default" onClick={() => show(String(page + 1))}>
              Other questions
            </Button>
          )}
          <Button size="xs" variant="default" aria-expanded={page !== null} onClick={() => show(page === null ? '0' : null)}>
            {page === null ? 'Show' : 'Hide'}
          </Button>
        </>
      }
    >
      <Text size="sm" maw="90ch">
        {EACH} questions from each of {steps.length <= STEPS ? 'the outer steps' : `${STEPS} outer steps`}, by their place in the sets and not by what they earned, with the share of the students' answers that agreed
        with the teacher's. Nobody checks the teacher's answers.
      </Text>
      {page !== null && <Questions runId={runId} steps={steps} page={page} />}
    </Section>
  )
}

function Questions({ runId, steps, page }: { runId: number; steps: OuterStep[]; page: number }) {
  const wanted = useMemo(
    () =>
      evenly(steps, STEPS).flatMap((step) => {
        const sets = Math.max(1, step.rewards.length)
        const questions = Math.max(1, Math.floor(step.accepted / sets))
        return Array.from({ length: Math.min(EACH, sets * questions) }, (_, i) => ({ step, ...nth(EACH * page + i, sets, questions) }))
      }),
    [steps, page],
  )
  const read = useQueries({
    queries: wanted.map(({ step, set }) => api.queryOptions('get', '/api/v1/runs/{id}/outer-steps/{outerStep}/sets/{set}/questions', { params: { path: { id: runId, outerStep: step.outerStep, set } } })),
  })
  const failed = read.find(({ isError }) => isError)
  const query = {
    data: read.every(({ data }) => data !== undefined)
      ? wanted.flatMap(({ step, set, question }, i): Shown[] => {
          const found = read[i]?.data?.items.find(({ index }) => index === question)
          return found ? [{ step, set, question: found }] : []
        })
      : undefined,
    error: failed?.error,
    isError: failed !== undefined,
    dataUpdatedAt: Math.max(0, ...read.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    refetch: () => Promise.all(read.map(({ refetch }) => refetch())),
  }
  const columns = useMemo(() => columnsOf(runId), [runId])
  return (
    <Async query={query} what="the questions" rows={8}>
      {(rows) => <DataTable label="Questions over training" columns={columns} rows={rows} rowKey={({ step, set, question }) => `${step.outerStep} ${set} ${question.index}`} maxHeight={640} />}
    </Async>
  )
}

function columnsOf(runId: number): Column<Shown>[] {
  return [
    {
      id: 'place',
      header: 'Outer step',
      rowHeader: true,
      cell: ({ step, set, question }) => (
        <Anchor component={Link} inherit className={ui.target} to={`/runs/${runId}/steps/${step.outerStep}?set=${set}&question=${question.index}`} aria-label={`Outer step ${step.outerStep}, set ${set}, question ${question.index}`}>
          {step.outerStep}
        </Anchor>
      ),
    },
    { id: 'question', header: 'Question', cell: ({ question }) => <div className={classes.clamped}><MathsText text={question.question} /></div> },
    { id: 'answer', header: "Teacher's answer", cell: ({ question }) => <MathsText text={question.answer} /> },
    { id: 'solved', header: 'Agreed', hint: "Share of the students' answers that agree with the teacher's: when the question first came up in training, and when it last did", numeric: true, cell: ({ question }) => agreed(question) },
    { id: 'known', header: 'In the problem set', hint: 'Whether the problem set has exactly this question: then its reference answer is known', cell: ({ question: { sameProblem, answer } }) => (sameProblem ? (sameProblem.answer === answer ? 'yes, same answer' : 'yes, other answer') : 'no') },
    { id: 'reward', header: 'Reward of its set', numeric: true, cell: ({ step, set }) => signed(step.setRewards?.[set] ?? null) },
  ]
}

function agreed(question: QuestionRecord): string {
  const rates = passRates(question)
  if (rates) return `${percent(rates.before, 0)} → ${percent(rates.after, 0)}`
  return question.measured ? percent(question.measured.correct / question.measured.samples, 0) : NONE
}
