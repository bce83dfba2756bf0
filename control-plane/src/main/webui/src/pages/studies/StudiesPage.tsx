import { Anchor, Code, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { client } from '../../api/client'
import { count } from '../../lib/format'
import { ANY_STUDY, listed, studyPath, type Listed } from '../../lib/studies'
import { STUDIES } from '../../live/stale'
import { useLive, usePoll } from '../../live/useLive'
import { Async, Empty } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Freshness } from '../../ui/Freshness'
import { Meter } from '../../ui/Meter'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import { Time } from '../../ui/Time'
import ui from '../../ui/ui.module.css'

/** As many as one request takes. */
const MOST = 1000

const COLUMNS: Column<Listed>[] = [
  {
    id: 'name',
    header: 'Study',
    rowHeader: true,
    cell: ({ name }) => (
      <Anchor component={Link} to={studyPath(name)} inherit className={ui.target} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Anchor>
    ),
    sortValue: ({ name }) => name,
  },
  { id: 'variants', header: 'Variants', numeric: true, cell: ({ variants }) => count(variants), sortValue: ({ variants }) => variants },
  { id: 'seeds', header: 'Seeds', numeric: true, cell: ({ seeds }) => count(seeds), sortValue: ({ seeds }) => seeds },
  { id: 'ended', header: 'Ended', cell: ({ name, ended, cells }) => <Meter done={ended} total={cells} label={`Experiments of ${name} that have ended`} />, sortValue: ({ ended, cells }) => ended / cells },
  {
    id: 'states',
    header: 'Experiments',
    cell: ({ states }) => (
      <Group gap="xs">
        {states.map(([state, n]) => (
          <Group key={state} gap={4} wrap="nowrap">
            <span>{count(n)}</span> <StateBadge state={state} />
          </Group>
        ))}
      </Group>
    ),
  },
  { id: 'owners', header: 'Owner', cell: ({ owners }) => owners.join(', '), sortValue: ({ owners }) => owners.join(', ') },
  { id: 'newest', header: 'Last queued', cell: ({ newest }) => <Time at={newest} />, sortValue: ({ newest }) => newest },
]

/** Studies: experiments that were queued together with several seeds and variants. */
export default function StudiesPage() {
  const query = useQuery({
    queryKey: ['get', STUDIES],
    queryFn: async ({ signal }) => (await client.GET('/api/v1/experiments/table', { params: { query: { filter: ANY_STUDY, sort: '-createdAt', limit: MOST } }, signal })).data!,
    refetchInterval: usePoll(true, 30_000),
  })
  const studies = useMemo(() => listed(query.data?.items ?? []), [query.data])
  return (
    <Page
      title="Studies"
      lead="The same experiment with several seeds and variants, and one table for all of them."
      freshness={<Freshness status={useLive(true)} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
    >
      <Async query={query} what="the studies" empty={{ when: () => studies.length === 0, show: <NoStudies /> }}>
        {({ next }) => (
          <Section title="All studies">
            <DataTable label="Studies" columns={COLUMNS} rows={studies} rowKey={({ name }) => name} />
            {next != null && (
              <Text size="sm" c="dimmed">
                Only the newest {count(MOST)} experiments of studies are counted here; the page of a study has all of its own.
              </Text>
            )}
          </Section>
        )}
      </Async>
    </Page>
  )
}

function NoStudies() {
  return (
    <Empty title="No study has been queued yet">
      <Text size="sm">
        <Code>ops/run study-chains</Code> compares the paper's methods with five seeds; <Code>ops/cairn study FILE</Code> queues your own. Experiments with the tag{' '}
        <Code>study=NAME</Code> appear here too; the tag <Code>variant</Code> tells their variants apart.
      </Text>
    </Empty>
  )
}
