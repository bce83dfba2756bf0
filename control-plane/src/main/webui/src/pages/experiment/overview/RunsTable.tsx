import { Anchor, Text } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import type { Run } from '../../../api/types'
import { elapsed, NONE, sentence } from '../../../lib/format'
import { isOwned, runLabel } from '../../../lib/state'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Meter } from '../../../ui/Meter'
import { StateBadge } from '../../../ui/StateBadge'
import { Time } from '../../../ui/Time'
import { useNow } from '../../../ui/useNow'
import ui from '../../../ui/ui.module.css'
import { progressOf, why, type RunsProps } from './runs'

/** All runs, those that a retry or a restart has replaced included. */
export function RunsTable({ runs, graph, selected }: RunsProps) {
  const now = useNow(runs.some((run) => isOwned(run.state)) ? 'ticking' : 'still')
  const { search } = useLocation()
  const to = (run: Run) => {
    const params = new URLSearchParams(search)
    params.set('run', runLabel(run))
    return `?${params}`
  }
  const after = (run: Run) => (graph.find(({ id }) => id === run.id)?.dependsOn ?? []).map((on) => runs.find(({ id }) => id === on)).filter((on) => on !== undefined)
  const columns: Column<Run>[] = [
    {
      id: 'name',
      header: 'Run',
      rowHeader: true,
      cell: (run) => (
        <Anchor component={Link} to={to(run)} className={ui.target} inherit>
          {runLabel(run)}
        </Anchor>
      ),
    },
    { id: 'kind', header: 'Kind', cell: (run) => run.kind },
    { id: 'state', header: 'State', cell: (run) => <StateBadge state={run.state} /> },
    { id: 'progress', header: 'Progress', cell: (run) => <Progress run={run} /> },
    { id: 'after', header: 'Depends on', cell: (run) => after(run).map(runLabel).join(', ') || NONE },
    { id: 'started', header: 'Started', cell: (run) => <Time at={run.startedAt} />, sortValue: (run) => run.startedAt },
    {
      id: 'duration',
      header: 'Duration',
      numeric: true,
      cell: (run) => elapsed(run.startedAt, run.endedAt, now),
    },
    {
      id: 'why',
      header: 'Reason',
      cell: (run) => {
        const reason = why(run, graph)
        return reason ? (
          <Text size="sm" miw={220} style={{ overflowWrap: 'anywhere' }}>
            {sentence(reason)}
          </Text>
        ) : (
          NONE
        )
      },
    },
  ]
  return <DataTable label="Runs" columns={columns} rows={runs} rowKey={(run) => String(run.id)} current={selected === null ? null : String(selected)} />
}

function Progress({ run }: { run: Run }) {
  const progress = progressOf(run)
  return progress ? <Meter done={progress.done} total={progress.total} label={`${progress.of} of ${run.name}`} /> : <>{NONE}</>
}
