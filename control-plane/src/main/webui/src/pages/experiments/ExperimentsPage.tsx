import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { QueryClient } from '@tanstack/react-query'
import { Suspense, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { Place } from '../../app/routes'
import { count } from '../../lib/format'
import { lazily } from '../../lib/lazily'
import { useLive, usePoll } from '../../live/useLive'
import { Async, Empty } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { useRole } from '../../ui/useRole'
import { rowQuery, wanted } from './asked'
import { BulkBar } from './BulkBar'
import { ColumnsMenu } from './ColumnsMenu'
import { hasClause, toggled, withoutChips } from './filter'
import { FilterField, isFilterError } from './FilterField'
import { FirstSteps } from './FirstSteps'
import { LongTable } from './LongTable'
import { QuickFilters } from './QuickFilters'
import { useSelection } from './selection'
import { TagActions } from './TagsCell'
import { pageQuery, useRows, type Line } from './useRows'
import { useView } from './useView'
import { ViewsMenu } from './ViewsMenu'

const TagsEditor = lazily(async () => ({ default: (await import('./TagsEditor')).TagsEditor }))

/** Counts of all experiments cost more than a page of rows, and are read less often. */
const COUNTS_MS = 15_000

export const prepare = (cache: QueryClient, { search }: Place) => cache.prefetchQuery(pageQuery(rowQuery(search), 0))

export default function ExperimentsPage() {
  const { view, change, columns, order } = useView()
  const { filter, sort } = view
  const mayChange = useRole('operator')
  const status = useLive(true)
  const [edited, setEdited] = useState<Line | null>(null)
  const asked = wanted(columns.map(({ id }) => id))
  const rows = useRows({ ...(filter ? { filter } : {}), ...(sort ? { sort } : {}), ...asked }, usePoll(true, 10_000))
  const selection = useSelection(filter)

  // Only after the rows, so that the first page has the server for itself.
  const counting = { enabled: rows.state.data !== undefined, refetchInterval: usePoll(true, COUNTS_MS), staleTime: COUNTS_MS }
  const base = withoutChips(filter)
  const facets = api.useQuery('get', '/api/v1/experiments/facets', { params: { query: base ? { filter: base } : {} } }, counting)
  const narrowed = api.useQuery(
    'get',
    '/api/v1/experiments/facets',
    { params: { query: { filter } } },
    { ...counting, enabled: counting.enabled && base !== filter },
  )
  const total = (base === filter ? facets.data : narrowed.data)?.total
  const filterError = isFilterError(rows.state.error) ? rows.state.error : null
  const isArchive = hasClause(filter, 'archived')
  const tagActions = useMemo(
    () => ({ filter, toggle: (clause: string) => change({ filter: toggled(filter, clause) }), edit: mayChange ? setEdited : null }),
    [filter, change, mayChange],
  )
  const nothingAtAll = filter === '' && rows.count === 0 && facets.data?.archived === 0
  return (
    <Page
      title="Experiments"
      freshness={<Freshness status={status} updatedAt={rows.state.dataUpdatedAt} failed={rows.state.isError && filterError === null} />}
      actions={
        mayChange && (
          <Button size="xs" component={Link} to="/experiments/new" leftSection={<IconPlus size={15} aria-hidden />}>
            New experiment
          </Button>
        )
      }
    >
      <Stack gap="xs">
        <FilterField filter={filter} setFilter={(next) => change({ filter: next })} counts={facets.data} error={filterError} />
        <Group justify="space-between" align="flex-start" gap="xs">
          <Group gap="xs" style={{ flex: '1 1 420px' }}>
            {facets.data && <QuickFilters counts={facets.data} filter={filter} setFilter={(next) => change({ filter: next })} />}
          </Group>
          <Group gap="xs">
            <Text size="sm" c="dimmed" role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {total !== undefined && `${count(total)} ${total === 1 ? 'experiment' : 'experiments'}`}
            </Text>
            <ViewsMenu view={view} show={change} />
            <ColumnsMenu chosen={view.columns} choose={(ids) => change({ columns: ids })} tagKeys={[...new Set(facets.data?.tags.map(({ key }) => key))]} />
          </Group>
        </Group>
        {mayChange && <BulkBar selection={selection} filter={filter} total={total} isArchive={isArchive} />}
        {filterError === null && (
          <Async query={rows.state} what="the experiments" rows={12}>
            {() =>
              nothingAtAll ? (
                <FirstSteps />
              ) : rows.count === 0 ? (
                <Empty title={isArchive ? 'The archive has nothing like this' : 'No experiment matches'}>
                  {filter !== '' && (
                    <Button variant="default" size="xs" onClick={() => change({ filter: '' })}>
                      Show all experiments
                    </Button>
                  )}
                </Empty>
              ) : (
                <TagActions value={tagActions}>
                  <LongTable
                    columns={columns}
                    rows={rows}
                    order={order}
                    onSort={({ key, desc }) => change({ sort: desc ? `-${key}` : key })}
                    selection={selection}
                    selectable={mayChange}
                  />
                </TagActions>
              )
            }
          </Async>
        )}
      </Stack>
      {edited && (
        <Suspense>
          <TagsEditor line={edited} close={() => setEdited(null)} />
        </Suspense>
      )}
    </Page>
  )
}
