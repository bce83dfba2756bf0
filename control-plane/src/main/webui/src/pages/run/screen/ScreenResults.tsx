import { Stack, Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { Run, Screening } from '../../../api/types'
import { count, NONE, percent } from '../../../lib/format'
import { screened } from '../../../lib/summary'
import { isFinal } from '../../../lib/state'
import { usePoll } from '../../../live/useLive'
import { Async } from '../../../ui/Async'
import { Facts } from '../../../ui/Facts'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import { ProblemScores } from '../ProblemScores'
import { ScoreHistogram } from '../ScoreHistogram'
import { ThroughputChart } from '../ThroughputChart'

function Numbers({ screening }: { screening: Screening }) {
  const { screened: problems, completions, truncated, correctCounts, train, test, tooLong } = screening
  return (
    <Facts
      facts={[
        ['Problems measured', count(problems)],
        ['Never solved', problems === 0 ? NONE : `${count(correctCounts[0] ?? 0)} (${percent((correctCounts[0] ?? 0) / problems)})`],
        ['Hard set', train.length + test.length === 0 ? 'not drawn yet' : `${count(train.length)} to train on, ${count(test.length)} held out`],
        ['Left out as too long', count(tooLong)],
        ['Completions', count(completions)],
        ['Cut off at the token limit', completions === 0 ? NONE : `${count(truncated)} (${percent(truncated / completions)})`],
      ]}
    />
  )
}

/** What a screening found: how many problems the base model never solves, and how these were split. */
export function ScreenResults({ run }: { run: Run }) {
  const id = Number(run.id)
  const query = api.useQuery('get', '/api/v1/runs/{id}/screening', { params: { path: { id } } }, { refetchInterval: usePoll(!isFinal(run.state), 10_000) })
  return (
    <>
      <Section title="Screening" actions={<SqlLink sql={`select correct, count(*) as problems from history.screenings\nwhere run_id = ${id} group by correct order by correct`} />}>
        <Async query={query} what="the screening">
          {(screening) => (
            <Stack gap="sm">
              <Numbers screening={screening} />
              {run.state === 'succeeded' && <Text size="sm">{screened(screening)}</Text>}
              {screening.screened > 0 && <ScoreHistogram counts={screening.correctCounts} uneven={screening.completions < screening.screened * (screening.correctCounts.length - 1)} fileName={`run-${id}-screening`} />}
            </Stack>
          )}
        </Async>
      </Section>
      {query.data !== undefined && query.data.screened > 0 && <ProblemScores run={run} />}
      <ThroughputChart run={run} />
    </>
  )
}
