import { useMemo } from 'react'
import { api } from '../../api/client'
import type { ProblemScore, Run } from '../../api/types'
import { percent } from '../../lib/format'
import { Async } from '../../ui/Async'
import { DataTable, type Column, type Order } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { MathsText } from '../../ui/text/MathsText'
import { useSearchParam } from '../../ui/useSearchParam'
import classes from './run.module.css'

const HALF: Record<string, string> = { train: 'to train on', test: 'held out' }
const SORTS = ['problemId', 'correct', '-correct']

const COLUMNS: Column<ProblemScore>[] = [
  { id: 'problem', header: 'Problem', rowHeader: true, sortKey: 'problemId', cell: ({ problemId }) => <span style={{ overflowWrap: 'anywhere' }}>{problemId}</span> },
  { id: 'question', header: 'Question', cell: ({ question }) => <div className={classes.clamped}>{question == null ? '–' : <MathsText text={question} />}</div> },
  { id: 'answer', header: 'Reference answer', cell: ({ answer }) => (answer == null ? '–' : <MathsText text={answer} />) },
  { id: 'correct', header: 'Correct', numeric: true, sortKey: 'correct', cell: ({ correct, samples }) => `${correct} of ${samples}` },
  { id: 'share', header: 'Share', numeric: true, cell: ({ correct, samples }) => percent(correct / samples) },
  { id: 'truncated', header: 'Cut off', numeric: true, cell: ({ truncated }) => truncated, hint: 'Completions that were cut off at the token limit' },
]
const OF_A_SCREENING: Column<ProblemScore>[] = [...COLUMNS, { id: 'half', header: 'Hard set', cell: ({ half }) => (half == null ? '' : (HALF[half] ?? half)) }]

/** The outcome on each problem; more rows are read as the reader nears the end. */
export function ProblemScores({ run }: { run: Run }) {
  const id = Number(run.id)
  const [param, setParam] = useSearchParam('scores')
  const sort = SORTS.find((each) => each === param) ?? 'problemId'
  const query = api.useInfiniteQuery(
    'get',
    '/api/v1/runs/{id}/problem-scores',
    { params: { path: { id }, query: { sort, limit: 500 } } },
    { pageParamName: 'cursor', initialPageParam: '', getNextPageParam: ({ next }) => next ?? undefined },
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const order: Order = { key: sort.replace('-', ''), desc: sort.startsWith('-') }
  return (
    <Section
      title="Outcome per problem"
      actions={<SqlLink sql={`select * from history.${run.kind === 'screen' ? 'screenings' : 'evaluation_problems'}\nwhere run_id = ${id} order by correct, problem_id`} />}
    >
      <Async query={query} what="the outcomes" rows={6} empty={{ when: () => rows.length === 0, show: <>No problem has an outcome yet.</> }}>
        {() => (
          <DataTable
            label="Outcome per problem"
            columns={run.kind === 'screen' ? OF_A_SCREENING : COLUMNS}
            rows={rows}
            rowKey={({ problemId }) => problemId}
            order={order}
            onSort={({ key, desc }) => setParam(desc && key === 'correct' ? '-correct' : key === 'problemId' ? null : key)}
            more={query.hasNextPage}
            onEnd={() => !query.isFetchingNextPage && void query.fetchNextPage()}
            maxHeight={480}
          />
        )}
      </Async>
    </Section>
  )
}
