import { SegmentedControl, Stack, Title } from '@mantine/core'
import { api } from '../../../api/client'
import { chosenRun, runLabel } from '../../../lib/state'
import { Section } from '../../../ui/Section'
import { useSearchParam } from '../../../ui/useSearchParam'
import { RunPanel } from '../../run/RunPanel'
import type { PartProps } from '../part'
import { useReading } from '../useExperiment'
import { RunsGraph } from './RunsGraph'
import { RunsTable } from './RunsTable'

/** The runs as a graph or a table, and below them the run that is at work or was chosen. */
export function Overview({ experiment, active }: PartProps) {
  const [wanted, choose] = useSearchParam('run')
  const [form, show] = useSearchParam('runs')
  const graph = api.useQuery('get', '/api/v1/experiments/{id}/graph', { params: { path: { id: experiment.id } } }, useReading(active, 5_000))
  const run = chosenRun(experiment.runs, wanted)
  const shared = { runs: experiment.runs, graph: graph.data?.items ?? [], selected: run?.id ?? null, onSelect: choose }
  return (
    <Stack gap="md">
      <Section
        title="Runs"
        actions={
          <SegmentedControl
            size="xs"
            aria-label="Show the runs as"
            value={form === 'table' ? 'table' : 'graph'}
            onChange={(value) => show(value === 'table' ? value : null)}
            data={[
              { label: 'Graph', value: 'graph' },
              { label: 'Table', value: 'table' },
            ]}
          />
        }
      >
        {form === 'table' ? <RunsTable {...shared} /> : <RunsGraph {...shared} />}
      </Section>
      {run && (
        <Stack key={run.id} gap="sm" component="section" aria-labelledby="the-run">
          <Title order={2} id="the-run">
            Run {runLabel(run)}
          </Title>
          <RunPanel runId={run.id} />
        </Stack>
      )}
    </Stack>
  )
}
