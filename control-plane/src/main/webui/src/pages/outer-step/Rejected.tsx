import { Button, Group, Text } from '@mantine/core'
import { useMemo } from 'react'
import { api } from '../../api/client'
import type { OuterStep, Rollout, Run } from '../../api/types'
import { constantLabel, count, NONE } from '../../lib/format'
import { rejections } from '../../lib/rewards'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { HostileText } from '../../ui/text/HostileText'
import { useSearchParam } from '../../ui/useSearchParam'
import classes from './step.module.css'

/** What the reasons mean; the server's names are in docs. */
const MEANING: Record<string, string> = {
  MISSING_TAGS: 'it lacks one of the four tags around question and answer',
  EMPTY_QUESTION: 'its question is empty',
  NO_BOX: 'its answer has no \\boxed{}',
  UNPARSABLE_ANSWER: 'its answer cannot be parsed',
  QUESTION_TOO_LONG: 'its question leaves no room for an answer',
  PARSE_TIMED_OUT: 'parsing its answer took too long',
  SURPLUS: 'not faulty: its set was full already',
  ABORTED: 'the engine aborted it',
}

const COLUMNS: Column<Rollout>[] = [
  { id: 'reason', header: 'Reason', rowHeader: true, sortValue: ({ rejection }) => rejection ?? null, cell: ({ rejection }) => constantLabel(rejection ?? '') },
  { id: 'set', header: 'For set', numeric: true, sortValue: ({ promptIndex }) => promptIndex, cell: ({ promptIndex }) => promptIndex },
  { id: 'round', header: 'Round', numeric: true, sortValue: ({ step }) => step, cell: ({ step }) => step, hint: 'Rejected completions are replaced in the next round' },
  { id: 'tokens', header: 'Tokens', numeric: true, sortValue: ({ completionTokens }) => completionTokens, cell: ({ completionTokens }) => count(completionTokens) },
  { id: 'finish', header: 'Finish', cell: ({ finishReason }) => constantLabel(finishReason) },
  { id: 'answer', header: 'Answer', cell: ({ answer }) => (answer == null ? NONE : <HostileText text={answer.slice(0, 200)} />) },
  {
    id: 'text',
    header: 'Completion',
    cell: ({ text }) => (text == null ? <em>not kept</em> : <div className={classes.clamped} title={text.length > 200 ? text.slice(0, 2_000) : undefined}><HostileText text={text.slice(0, 2_000)} /></div>),
  },
]

/** The completions that gave no question, and why; of a teacher in two turns both, where the question was answered. */
export function Rejected({ run, step }: { run: Run; step: OuterStep }) {
  const [shown, show] = useSearchParam('rejected')
  const reasons = rejections(step.rejected)
  return (
    <Section
      title="Rejected completions"
      actions={<SqlLink sql={`select r.rejection, r.purpose, r.prompt_index as question_set, r.answer, x.text\nfrom history.rollouts r left join history.rollout_texts x using (run_id, unit, position)\nwhere r.run_id = ${run.id} and r.unit = 't/${step.outerStep}/write' and r.rejection is not null order by position`} />}
    >
      {reasons.length === 0 ? (
        <Text size="sm">None: all {count(step.attempts)} completions gave a question.</Text>
      ) : (
        <>
          <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
            {reasons.map(([reason, n]) => (
              <li key={reason}>
                {count(n)} {constantLabel(reason)}
                {MEANING[reason] && `: ${MEANING[reason]}`}
              </li>
            ))}
          </ul>
          <Group>
            <Button size="xs" variant="default" aria-expanded={shown === 'shown'} onClick={() => show(shown === 'shown' ? null : 'shown')}>
              {shown === 'shown' ? 'Hide the completions' : 'Show the completions'}
            </Button>
          </Group>
          {shown === 'shown' && <Completions runId={Number(run.id)} t={step.outerStep} />}
        </>
      )}
    </Section>
  )
}

function Completions({ runId, t }: { runId: number; t: number }) {
  const query = api.useInfiniteQuery(
    'get',
    '/api/v1/runs/{id}/rollouts',
    { params: { path: { id: runId }, query: { unit: `t/${t}/write`, limit: 1000 } } },
    { pageParamName: 'cursor', initialPageParam: '', getNextPageParam: ({ next }) => next ?? undefined, staleTime: Infinity },
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items).filter(({ rejection }) => rejection != null) ?? [], [query.data])
  return (
    <Async query={query} what="the completions">
      {() => (
        <DataTable
          label="Rejected completions"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ ordinal }) => String(ordinal)}
          maxHeight={420}
          more={query.hasNextPage}
          onEnd={() => !query.isFetchingNextPage && void query.fetchNextPage()}
        />
      )}
    </Async>
  )
}
