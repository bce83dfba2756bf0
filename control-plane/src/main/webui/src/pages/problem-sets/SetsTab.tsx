import { Anchor, Badge, Button } from '@mantine/core'
import { Link } from 'react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { client } from '../../api/client'
import type { components } from '../../api/openapi'
import { count, constantLabel, NONE } from '../../lib/format'
import { Async, Empty } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Time } from '../../ui/Time'
import ui from '../../ui/ui.module.css'
import classes from './problem-sets.module.css'

export type ProblemSet = components['schemas']['ProblemSet']

const COLUMNS: Column<ProblemSet>[] = [
  {
    id: 'name',
    header: 'Name',
    rowHeader: true,
    cell: ({ name, builtIn }) => (
      <span className={classes.name}>
        <Anchor component={Link} to={`/problem-sets/${encodeURIComponent(name)}`} size="sm" className={`${ui.target} ${classes.name}`}>
          {name}
        </Anchor>{' '}
        {builtIn && (
          <Badge className={ui.whole} size="sm" variant="default" tt="none">
            comes with Cairn
          </Badge>
        )}
      </span>
    ),
  },
  { id: 'problems', header: 'Problems', numeric: true, cell: ({ problems }) => count(problems) },
  { id: 'skipped', header: 'Set aside', numeric: true, hint: 'Records of its file without an answer to check', cell: ({ skipped }) => count(skipped) },
  { id: 'warnings', header: 'Warnings', numeric: true, cell: ({ warnings }) => count(warnings) },
  { id: 'format', header: 'Format', cell: ({ format }) => format },
  { id: 'comparison', header: 'Answers compared as', cell: ({ comparison }) => constantLabel(comparison) },
  { id: 'by', header: 'Uploaded by', cell: ({ createdBy }) => createdBy ?? NONE },
  { id: 'at', header: 'Stored', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

/** All stored sets, newest first. */
export function SetsTab() {
  const sets = useInfiniteQuery({
    queryKey: ['get', '/api/v1/problem-sets', 'pages'],
    queryFn: async ({ pageParam, signal }) => (await client.GET('/api/v1/problem-sets', { params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })).data!,
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  return (
    <Async query={sets} what="the problem sets" empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <NoSets /> }}>
      {({ pages }) => (
        <DataTable
          label="Problem sets"
          columns={COLUMNS}
          rows={pages.flatMap(({ items }) => items)}
          rowKey={({ id }) => String(id)}
          more={sets.hasNextPage}
          onEnd={() => void (sets.isFetchingNextPage || sets.fetchNextPage())}
        />
      )}
    </Async>
  )
}

function NoSets() {
  return (
    <Empty title="No problem set is stored yet">
      The sets chains and chains-easy come with Cairn and are stored at their first use; upload others.{' '}
      <Button component={Link} to="/problem-sets?tab=upload" size="xs" variant="default">
        Upload a set
      </Button>
    </Empty>
  )
}
