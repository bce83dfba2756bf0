import { Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client } from '../../api/client'
import type { QueuedRun, QueuePage } from '../../api/types'
import { count, duration, NONE, sentence } from '../../lib/format'
import { ActButton } from '../../ui/ActButton'
import { Async, Empty } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import { useNow } from '../../ui/useNow'
import { useRole } from '../../ui/useRole'
import { HostileText } from '../../ui/text/HostileText'
import { Place } from './Place'
import { RunName } from './RunName'
import { useQueue } from './useQueue'

/** Redrawn on its own, so that the table is not. */
function Waited({ since }: { since: string }) {
  return <>{duration(useNow('ticking') - Date.parse(since))}</>
}

function Action({ run }: { run: QueuedRun }) {
  const of = { params: { path: { id: run.id } } }
  return run.state === 'paused' ? (
    <ActButton act={() => client.POST('/api/v1/runs/{id}:resume', of)} done={`${run.name} waits for its turn again.`}>
      Resume
    </ActButton>
  ) : (
    <ActButton act={() => client.POST('/api/v1/runs/{id}:pause', of)} done={`${run.name} is not claimed until it is resumed.`}>
      Pause
    </ActButton>
  )
}

function columns(operator: boolean): Column<QueuedRun>[] {
  return [
    {
      id: 'ahead',
      header: 'Ahead',
      numeric: true,
      hint: 'Runs of its pool that will be claimed before it',
      cell: (run) => (run.runsAhead == null ? NONE : count(run.runsAhead)),
    },
    { id: 'run', header: 'Run', rowHeader: true, cell: (run) => <RunName run={run} /> },
    { id: 'state', header: 'State', cell: (run) => <StateBadge state={run.state} /> },
    { id: 'place', header: 'Priority and pool', cell: (run) => <Place run={run} editable={operator} /> },
    { id: 'owner', header: 'Owner', cell: (run) => <span style={{ overflowWrap: 'anywhere' }}>{run.owner}</span> },
    { id: 'waited', header: 'Waits for', numeric: true, cell: (run) => <Waited since={run.waitingSince} />, hint: 'Since it came to its state' },
    { id: 'reason', header: 'Why', width: 150, cell: (run) => <HostileText text={sentence(run.waitReason.message)} /> },
    ...(operator ? [{ id: 'actions', header: 'Action', cell: (run: QueuedRun) => <Action run={run} /> }] : []),
  ]
}

/** The runs that wait, in the order in which they will be claimed; those that cannot be claimed yet come last. */
export function Waiting({ first }: { first: UseQueryResult<QueuePage, unknown> }) {
  const operator = useRole('operator')
  const shown = useMemo(() => columns(operator), [operator])
  const { rows, more, onEnd, onRange } = useQueue(first)
  return (
    <Section title="Waiting">
      <Async
        query={first}
        what="the queue"
        empty={{
          when: ({ queued, blocked }) => queued + blocked === 0,
          show: (
            <Empty title="Nothing waits">
              <Text size="sm">Runs wait here from their submission until a control plane claims them.</Text>
            </Empty>
          ),
        }}
      >
        {({ queued, blocked }) => (
          <>
            <Text size="sm">
              {count(queued)} may be claimed. {count(blocked)} wait for other runs, or are paused.
            </Text>
            <DataTable label="Waiting runs" columns={shown} rows={rows} rowKey={({ id }) => String(id)} more={more} onEnd={onEnd} onRange={onRange} />
          </>
        )}
      </Async>
    </Section>
  )
}
