import { Stack, Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { Run } from '../../../api/types'
import { count, NONE, percent } from '../../../lib/format'
import { isFinal } from '../../../lib/state'
import { usePoll } from '../../../live/useLive'
import { Async } from '../../../ui/Async'
import { Curves } from '../../../ui/charts/Curves'
import { Facts } from '../../../ui/Facts'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import { ProblemScores } from '../ProblemScores'
import { ScoreHistogram } from '../ScoreHistogram'
import { ThroughputChart } from '../ThroughputChart'
import { Candidates } from './Candidates'

/** pass@k of a policy on the held-out problems, and its outcome on each of them. */
export function EvaluateResults({ run }: { run: Run }) {
  const id = Number(run.id)
  const query = api.useQuery('get', '/api/v1/runs/{id}/evaluation', { params: { path: { id } } }, { refetchInterval: usePoll(!isFinal(run.state), 10_000) })
  return (
    <>
      <Section title="pass@k on held-out problems" actions={<SqlLink sql={`select k, pass_at_k from history.pass_at_k\nwhere run_id = ${id} order by k`} />}>
        <Async query={query} what="the evaluation">
          {({ problems, completions, truncated, correctCounts, passAtK, deviations, steps }) => {
            const ks = Object.entries(passAtK).map(([k, value]): [number, number] => [Number(k), value])
            return (
              <Stack gap="sm">
                <Facts
                  facts={[
                    ...ks.map(([k, value]): [string, string] => [`pass@${k}`, deviations[k] === undefined ? percent(value) : `${percent(value)} ± ${percent(deviations[k])}`]),
                    ...(steps.length === 0 ? [] : [[steps.length === 1 ? 'After step' : 'Mean over steps', steps.join(', ')] as [string, string]]),
                    ['Problems', count(problems)],
                    [steps.length <= 1 ? 'Solved at least once' : 'Solved at least once at one of them', problems === 0 ? NONE : `${count(problems - (correctCounts[0] ?? 0))} (${percent(1 - (correctCounts[0] ?? 0) / problems)})`],
                    ['Completions', count(completions)],
                    ['Cut off at the token limit', completions === 0 ? NONE : `${count(truncated)} (${percent(truncated / completions)})`],
                  ]}
                />
                {ks.length === 0 ? (
                  <Text size="sm" c="dimmed">
                    pass@k is there when the evaluation has finished.
                  </Text>
                ) : (
                  <Curves curves={[{ name: 'pass@k', points: ks.map(([k, share]) => [k, 100 * share]) }]} xName="k (answers per problem)" yName="% of problems" height={240} label={`pass@k for k from ${ks[0]?.[0]} to ${ks.at(-1)?.[0]}`} fileName={`run-${id}-pass-at-k`} />
                )}
                {Object.keys(deviations).length > 0 && (
                  <Text size="sm" c="dimmed">
                    Means over inference seeds ± their standard deviation; the counts are over all of them.
                  </Text>
                )}
                <Text size="sm" c="dimmed">
                  The share of problems that at least one of k answers solves (unbiased estimate). The experiment’s summary compares policies, with intervals.
                </Text>
              </Stack>
            )
          }}
        </Async>
      </Section>
      {query.data !== undefined && query.data.candidates.length > 0 && <Candidates run={run} candidates={query.data.candidates} />}
      {query.data !== undefined && query.data.problems > 0 && (
        <>
          <Section title="Problems by correct answers">
            <ScoreHistogram counts={query.data.correctCounts} fileName={`run-${id}-outcomes`} />
          </Section>
          <ProblemScores run={run} />
        </>
      )}
      <ThroughputChart run={run} />
    </>
  )
}
