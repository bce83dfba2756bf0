import { useMemo } from 'react'
import { api } from '../../api/client'
import type { Run, TeacherQuestion } from '../../api/types'
import { isFinal } from '../../lib/state'
import { usePoll } from '../../live/useLive'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { MathsText } from '../../ui/text/MathsText'
import classes from './run.module.css'

const QUESTION: Column<TeacherQuestion>[] = [
  { id: 'position', header: 'No.', rowHeader: true, numeric: true, cell: ({ position }) => position },
  { id: 'question', header: 'Question', cell: ({ question }) => <div className={classes.clamped}><MathsText text={question} /></div> },
]
const ANSWER: Column<TeacherQuestion> = { id: 'answer', header: "Teacher's answer", hint: 'Nobody checked it', cell: ({ answer }) => <MathsText text={answer} /> }
const FROM: Column<TeacherQuestion> = { id: 'from', header: 'From', cell: ({ outerStep, set }) => `outer step ${outerStep}, set ${set}` }
const VOTED: Column<TeacherQuestion>[] = [
  { ...ANSWER, header: 'Answer of the majority' },
  { id: 'agreeing', header: 'Agree', hint: "Of the student's own answers", numeric: true, cell: ({ agreeing, votes }) => `${agreeing} of ${votes}` },
]

function columnsOf(run: Run): Column<TeacherQuestion>[] {
  if (run.policy === 'BASE') return [...QUESTION, ...VOTED]
  return run.kind === 'soar' ? [...QUESTION, ANSWER, FROM] : [...QUESTION, ANSWER]
}

/** Questions of a teacher, or of the untrained student, on which students of other methods train; more are read as the reader nears the end. */
export function TeacherQuestions({ run, title, sql, none }: { run: Run; title: string; sql: string; none: string }) {
  const query = api.useInfiniteQuery(
    'get',
    '/api/v1/runs/{id}/teacher-questions',
    { params: { path: { id: Number(run.id) }, query: { limit: 500 } } },
    { pageParamName: 'cursor', initialPageParam: '', getNextPageParam: ({ next }) => next ?? undefined, refetchInterval: usePoll(!isFinal(run.state), 10_000) },
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const columns = useMemo(() => columnsOf(run), [run])
  return (
    <Section title={title} actions={<SqlLink sql={sql} />}>
      <Async query={query} what="the questions" rows={6} empty={{ when: () => rows.length === 0, show: <>{none}</> }}>
        {() => (
          <DataTable label={title} columns={columns} rows={rows} rowKey={({ position }) => String(position)} more={query.hasNextPage} onEnd={() => !query.isFetchingNextPage && void query.fetchNextPage()} maxHeight={480} />
        )}
      </Async>
    </Section>
  )
}
