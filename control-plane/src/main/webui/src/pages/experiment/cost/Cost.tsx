import { Stack, Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { components } from '../../../api/openapi'
import { bytes, count, duration, NONE, number } from '../../../lib/format'
import { Async, Empty } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import type { PartProps } from '../part'
import * as sql from '../sql'
import { useReading } from '../useExperiment'
import { Budgets } from './Budgets'

type ExperimentCost = components['schemas']['ExperimentCost']
type RunCost = components['schemas']['RunCost']

/** What the experiment has used so far, beside what it was expected to use and what it may use. */
export function Cost({ experiment, active }: PartProps) {
  const query = api.useQuery('get', '/api/v1/experiments/{id}/cost', { params: { path: { id: experiment.id } } }, useReading(active, 10_000))
  return (
    <Async query={query} what="the cost">
      {(cost) => (
        <Stack gap="md">
          <Section title={active ? 'Cost so far' : 'Cost'} actions={<SqlLink sql={sql.costs(experiment.id)} />}>
            <Budgets cost={cost} />
            <Basis cost={cost} />
          </Section>
          <Section title="By run">
            {cost.runs.length === 0 ? (
              <Empty title="Nothing was used yet">A run counts from its first finished unit.</Empty>
            ) : (
              <DataTable label="Cost by run" columns={COLUMNS} rows={cost.runs} rowKey={({ id }) => String(id)} />
            )}
          </Section>
        </Stack>
      )}
    </Async>
  )
}

function Basis({ cost: { estimate, time } }: { cost: ExperimentCost }) {
  return (
    <Text size="sm" c="dimmed" maw="90ch">
      Rollouts and tokens are estimated from the spec: the lower figure without a promotion, the upper one with as many as the gate allows, each
      completion as long as it may be. Time is estimated from {time.basis}. Expected on disk: at most {bytes(estimate.databaseBytes)} of records, and{' '}
      {bytes(estimate.adapterBytes)} per adapter. All runs are counted, those that were retried or restarted included, up to their last finished unit.
    </Text>
  )
}

const COLUMNS: Column<RunCost>[] = [
  { id: 'run', header: 'Run', rowHeader: true, cell: ({ name, id }) => `${name} #${id}`, sortValue: ({ id }) => id },
  { id: 'rollouts', header: 'Rollouts', numeric: true, cell: ({ used }) => count(used.rollouts), sortValue: ({ used }) => used.rollouts },
  { id: 'tokens', header: 'Tokens', numeric: true, cell: ({ used }) => count(used.tokens), sortValue: ({ used }) => used.tokens },
  { id: 'time', header: 'Working time', numeric: true, cell: ({ used }) => duration(1000 * used.seconds), sortValue: ({ used }) => used.seconds },
  {
    id: 'rate',
    header: 'Tokens per second',
    numeric: true,
    cell: ({ used }) => (used.seconds === 0 ? NONE : count(Math.round(used.tokens / used.seconds))),
    sortValue: ({ used }) => (used.seconds === 0 ? null : used.tokens / used.seconds),
  },
  {
    id: 'accelerators',
    header: 'GPU hours',
    hint: 'Working time, times the number of accelerators of the control plane',
    numeric: true,
    cell: ({ used }) => (used.acceleratorSeconds === 0 ? NONE : number(used.acceleratorSeconds / 3600)),
    sortValue: ({ used }) => used.acceleratorSeconds,
  },
]
