import { Alert, Stack, Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { Run, Summary } from '../../../api/types'
import { percent } from '../../../lib/format'
import { latestScreening } from '../../../lib/state'
import { graded, screened, whereRulesDiffer } from '../../../lib/summary'
import { Async, Empty } from '../../../ui/Async'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import type { PartProps } from '../part'
import { useReading } from '../useExperiment'
import { Differences } from './Differences'
import { PassAtKChart } from './PassAtKChart'
import { PassAtKTable } from './PassAtKTable'
import * as sql from '../sql'

/** pass@k of the policies as picture and table, and what can be concluded from it. */
export function Results({ experiment, active }: PartProps) {
  const query = api.useQuery('get', '/api/v1/experiments/{id}/summary', { params: { path: { id: experiment.id } } }, useReading(active, 30_000))
  const screening = latestScreening(experiment.runs)
  return (
    <Async query={query} what="the results">
      {(summary) => (
        <Stack gap="md">
          {active && (
            <Alert color="gray" variant="light" title="Not final">
              The experiment has not ended. Policies appear here when their evaluation has finished.
            </Alert>
          )}
          <PassAtK id={experiment.id} summary={summary} />
          {summary.differences.length > 0 && <Compared id={experiment.id} summary={summary} />}
          <Section title="How it was measured" actions={<SqlLink sql={sql.rulesDiffer(experiment.id)} label="SQL: where the rules differ" />}>
            {summary.notes.map((note) => (
              <Text key={note} size="sm">
                {note}
              </Text>
            ))}
            {screening && <HardSet run={screening} />}
            <Graded summary={summary} />
          </Section>
        </Stack>
      )}
    </Async>
  )
}

function PassAtK({ id, summary }: { id: number; summary: Summary }) {
  if (summary.policies.length === 0) return <Empty title="No policy has been evaluated yet">Its evaluations run after screening and training.</Empty>
  const level = Object.values(summary.policies[0]?.intervals ?? {})[0]?.level
  return (
    <Section title="pass@k" actions={<SqlLink sql={sql.passAtK(id)} />}>
      <Text size="sm" maw="90ch">
        Share of the {summary.problems} held-out hard problems that at least one of k answers solves, estimated from {summary.samples} answers per
        problem, with {percent(level, 0)} bootstrap intervals over the problems. Promotions: {summary.promotions}.
      </Text>
      <PassAtKChart summary={summary} fileName={`experiment-${id}-pass-at-k`} />
      <PassAtKTable summary={summary} />
    </Section>
  )
}

function Compared({ id, summary }: { id: number; summary: Summary }) {
  const level = summary.differences[0]?.level
  return (
    <Section title="Differences between policies" actions={<SqlLink sql={sql.differences(id)} label="SQL: pass@1" />}>
      <Text size="sm" maw="90ch">
        In percentage points, paired over problems, with {percent(level, 0)} bootstrap intervals. They hold for the one seed of this experiment and
        say nothing about other seeds, which can differ much: compare several seeds before you conclude anything.
      </Text>
      <Differences differences={summary.differences} />
    </Section>
  )
}

function HardSet({ run }: { run: Run }) {
  const { data, isError } = api.useQuery('get', '/api/v1/runs/{id}/screening', { params: { path: { id: run.id } } })
  if (isError) return <Text size="sm">Could not load the screening's numbers.</Text>
  return data ? <Text size="sm">{screened(data)}</Text> : null
}

function Graded({ summary: { grading } }: { summary: Summary }) {
  const kinds = whereRulesDiffer(grading)
  return (
    <Text size="sm">
      {graded(grading)}
      {kinds.length > 0 && ` By kind of run: ${kinds.map(([kind, share]) => `${kind} ${share}`).join(', ')}.`}
    </Text>
  )
}
