import { Anchor, Button, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { OuterStep, QuestionRecord } from '../../../api/types'
import { NONE, percent, signed } from '../../../lib/format'
import { evenly, nth } from '../../../lib/gallery'
import { passRates } from '../../../lib/questions'
import { trainsStudents } from '../../../lib/rewards'
import { Async } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { MathsText } from '../../../ui/text/MathsText'
import { useAll } from '../../../ui/useAll'
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
          <Button size="xs" variant="default" aria-expanded={page !== null} aria-label={`${page === null ? 'Show' : 'Hide'} questions over training`} onClick={() => show(page === null ? '0' : null)}>
            {page === null ? 'Show' : 'Hide'}
          </Button>
        </>
      }
    >
      <Text size="sm" maw="90ch">
        {EACH} questions from each of {steps.length <= STEPS ? 'the outer steps' : `${STEPS} outer steps`}, by their place in the sets and not by what they earned, with the share of the students' answers that agreed
        with the teacher's. Nobody checks the teacher's answers.
      </Text>
      {page !== null && <Questions key={page} runId={runId} steps={steps} page={page} />}
    </Section>
  )
}

interface Wanted {
  step: OuterStep
  set: number
  question: number
}

function wantedOf(steps: OuterStep[], page: number): Wanted[] {
  return evenly(steps, STEPS).flatMap((step) => {
    const sets = Math.max(1, step.rewards.length)
    const questions = Math.max(1, Math.floor(step.accepted / sets))
    return Array.from({ length: Math.min(EACH, sets * questions) }, (_, i) => ({ step, ...nth(EACH * page + i, sets, questions) }))
  })
}

const keyOf = ({ step, set }: Wanted) => `${step.outerStep} ${set}`

/** The questions of one page. They stay while the run goes through further steps. */
function Questions({ runId, steps, page }: { runId: number; steps: OuterStep[]; page: number }) {
  const [wanted] = useState(() => wantedOf(steps, page))
  const sets = useMemo(() => [...new Map(wanted.map((one) => [keyOf(one), one])).values()], [wanted])
  const query = useAll<{ items: QuestionRecord[] }>(
    sets.map(({ step, set }) => api.queryOptions('get', '/api/v1/runs/{id}/outer-steps/{outerStep}/sets/{set}/questions', { params: { path: { id: runId, outerStep: step.outerStep, set } } })),
  )
  const columns = useMemo(() => columnsOf(runId, wanted.some(({ step }) => trainsStudents(step))), [runId, wanted])
  return (
    <Async query={query} what="the questions" rows={8}>
      {(found) => {
        const bySet = new Map(sets.map((one, i) => [keyOf(one), found[i]?.items ?? []]))
        const rows = wanted.flatMap((one): Shown[] => {
          const question = bySet.get(keyOf(one))?.find(({ index }) => index === one.question)
          return question ? [{ ...one, question }] : []
        })
        return <DataTable label="Questions over training" columns={columns} rows={rows} rowKey={({ step, set, question }) => `${step.outerStep} ${set} ${question.index}`} maxHeight={640} />
      }}
    </Async>
  )
}

function columnsOf(runId: number, trained: boolean): Column<Shown>[] {
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
    { id: 'solved', header: 'Agreed', hint: trained ? "Share of the students' answers that agree with the teacher's: when the question first came up in training, and when it last did" : "Share of the untrained student's answers that agree with the teacher's", numeric: true, cell: ({ question }) => agreed(question) },
    { id: 'known', header: 'In the problem set', hint: 'Whether the problem set has exactly this question: then its reference answer is known', cell: ({ question: { sameProblem, answer } }) => (sameProblem ? (sameProblem.answer === answer ? 'yes, same answer' : 'yes, other answer') : 'no') },
    { id: 'reward', header: 'Reward of its set', numeric: true, cell: ({ step, set }) => signed(step.setRewards?.[set] ?? null) },
  ]
}

function agreed(question: QuestionRecord): string {
  const rates = passRates(question)
  if (rates) return `${percent(rates.before, 0)} → ${percent(rates.after, 0)}`
  return question.measured ? percent(question.measured.correct / question.measured.samples, 0) : NONE
}
