import { Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { components } from '../../../api/openapi'
import type { Run } from '../../../api/types'
import { count } from '../../../lib/format'
import { Async } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { Time } from '../../../ui/Time'

type Policy = components['schemas']['PolicyView']

const COLUMNS: Column<Policy>[] = [
  { id: 'unit', header: 'After', rowHeader: true, cell: ({ unit }) => unit },
  { id: 'steps', header: 'Optimizer steps', numeric: true, sortValue: ({ optimizerSteps }) => optimizerSteps, cell: ({ optimizerSteps }) => count(optimizerSteps), hint: 'Steps that changed the weights' },
  { id: 'bytes', header: 'Size', numeric: true, cell: ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB` },
  { id: 'kept', header: 'File', cell: ({ kept }) => (kept ? 'kept' : 'removed') },
  { id: 'sha', header: 'SHA-256', cell: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}</code> },
  { id: 'made', header: 'Made', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

/** The adapters that the training left at the end of its segments. */
export function Checkpoints({ run }: { run: Run }) {
  const query = api.useQuery('get', '/api/v1/runs/{id}/policies', { params: { path: { id: Number(run.id) }, query: { limit: 1000 } } })
  return (
    <Section title="Checkpoints">
      <Async query={query} what="the checkpoints" empty={{ when: ({ items }) => items.length === 0, show: <Text size="sm">None yet.</Text> }}>
        {({ items }) => <DataTable label="Checkpoints" columns={COLUMNS} rows={items} rowKey={({ unit, role }) => `${unit} ${role}`} maxHeight={320} />}
      </Async>
    </Section>
  )
}
