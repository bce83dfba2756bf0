import { Anchor, Button, Group, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { Run, RunEvent } from '../../../api/types'
import { NONE, sentence } from '../../../lib/format'
import { runLabel } from '../../../lib/state'
import { Async, Empty } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import { Time } from '../../../ui/Time'
import ui from '../../../ui/ui.module.css'
import type { PartProps } from '../part'
import * as sql from '../sql'
import { eventText } from '../../../lib/eventText'

/** What happened, newest first. */
export function Events({ experiment }: PartProps) {
  const query = api.useInfiniteQuery(
    'get',
    '/api/v1/experiments/{id}/recent-events',
    { params: { path: { id: experiment.id }, query: { limit: 100 } } },
    { pageParamName: 'cursor', initialPageParam: null as string | null, getNextPageParam: (page) => page.next ?? undefined },
  )
  return (
    <Section title="Events" actions={<SqlLink sql={sql.events(experiment.id)} />}>
      <Async
        query={query}
        what="the events"
        empty={{
          when: ({ pages }) => pages.every(({ items }) => items.length === 0),
          show: <Empty title="No events are kept">Events are removed 30 days after they happened. The records of runs and units stay.</Empty>,
        }}
      >
        {({ pages }) => <Table events={pages.flatMap(({ items }) => items)} runs={experiment.runs} />}
      </Async>
      {query.hasNextPage && (
        <Group>
          <Button size="xs" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Older events
          </Button>
        </Group>
      )}
    </Section>
  )
}

function Table({ events, runs }: { events: RunEvent[]; runs: Run[] }) {
  const phone = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false })
  const runOf = ({ runId }: RunEvent) => {
    const run = runs.find(({ id }) => id === runId)
    return runId == null ? (
      NONE
    ) : (
      <Anchor component={Link} to={`/runs/${runId}`} className={ui.target} inherit>
        {run ? runLabel(run) : `run ${runId}`}
      </Anchor>
    )
  }
  const what = (event: RunEvent) => (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {sentence(eventText(event))}
    </Text>
  )
  const columns: Column<RunEvent>[] = phone
    ? [
        {
          id: 'what',
          header: 'What happened',
          rowHeader: true,
          cell: (event) => (
            <>
              <Group gap="xs" fz="xs">
                <Time at={event.at} seconds />
                {runOf(event)}
              </Group>
              {what(event)}
            </>
          ),
        },
      ]
    : [
        { id: 'at', header: 'When', width: 210, cell: ({ at }) => <Time at={at} seconds /> },
        { id: 'run', header: 'Run', width: 170, cell: runOf },
        { id: 'what', header: 'What happened', rowHeader: true, cell: what },
      ]
  return <DataTable label="Events, newest first" columns={columns} rows={events} rowKey={({ id }) => String(id)} />
}
