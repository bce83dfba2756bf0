import { Anchor, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { api, client } from '../../api/client'
import type { Run } from '../../api/types'
import { elapsed } from '../../lib/format'
import { usePoll } from '../../live/useLive'
import { ActButton } from '../../ui/ActButton'
import { Async } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import { useNow } from '../../ui/useNow'
import { useRole } from '../../ui/useRole'
import { RunName } from './RunName'

const IN_PROGRESS = { params: { query: { filter: 'state in ["running", "pausing", "cancelling"]', limit: 200, sort: 'id' } } }

function Actions({ run }: { run: Run }) {
  const of = { params: { path: { id: run.id } } }
  return (
    <Group gap={6} wrap="nowrap">
      {run.state === 'running' && (
        <ActButton act={() => client.POST('/api/v1/runs/{id}:pause', of)} done={`${run.name} stops after its current units.`}>
          Pause
        </ActButton>
      )}
      {run.state === 'pausing' && (
        <ActButton act={() => client.POST('/api/v1/runs/{id}:resume', of)} done={`${run.name} continues.`}>
          Resume
        </ActButton>
      )}
      {run.state !== 'cancelling' && (
        <Confirm
          label="Cancel"
          question={`Cancel run ${run.name} of ${run.experimentName} #${run.experimentId}?`}
          consequence="The work of its current units is lost. Finished units are kept, and Retry continues after them. Runs that depend on it are cancelled, too."
          keep="Keep running"
          act={() => client.POST('/api/v1/runs/{id}:cancel', of)}
        />
      )}
    </Group>
  )
}

/** The runs that control planes carry out. */
export function InProgress() {
  const query = api.useQuery('get', '/api/v1/runs', IN_PROGRESS, { refetchInterval: usePoll(true, 5_000) })
  const operator = useRole('operator')
  const now = useNow('ticking')
  const columns: Column<Run>[] = [
    { id: 'run', header: 'Run', rowHeader: true, cell: (run) => <RunName run={run} /> },
    { id: 'state', header: 'State', cell: (run) => <StateBadge state={run.state} /> },
    { id: 'pool', header: 'Pool', cell: (run) => run.queue.pool },
    { id: 'owner', header: 'Owner', cell: (run) => run.owner },
    { id: 'for', header: 'Running for', numeric: true, cell: (run) => elapsed(run.startedAt ?? null, null, now), hint: 'Since its first start' },
    ...(operator ? [{ id: 'actions', header: 'Actions', cell: (run: Run) => <Actions run={run} /> }] : []),
  ]
  return (
    <Section title="In progress">
      <Async query={query} what="the runs in progress" rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              No run is in progress. <Anchor component={Link} to="/services#control-planes">Control planes</Anchor> claim runs from the pools that they serve.
            </Text>
          ) : (
            <DataTable label="Runs in progress" columns={columns} rows={items} rowKey={({ id }) => String(id)} maxHeight="40vh" />
          )
        }
      </Async>
    </Section>
  )
}
