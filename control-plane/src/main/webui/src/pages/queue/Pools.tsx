import { Badge, Button, Group } from '@mantine/core'
import { useState } from 'react'
import { api, client } from '../../api/client'
import type { Gate, Pool } from '../../api/types'
import { count, NONE } from '../../lib/format'
import { Async, Empty } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { useRole } from '../../ui/useRole'
import ui from '../../ui/ui.module.css'
import { PoolForm } from './PoolForm'

const COLORS: Record<Gate, string> = { open: 'green', paused: 'yellow', draining: 'yellow' }

function columns(admin: boolean, edit: (pool: Pool) => void): Column<Pool>[] {
  const shown: Column<Pool>[] = [
    { id: 'name', header: 'Pool', rowHeader: true, cell: ({ name }) => <span className={ui.moment}>{name}</span> },
    {
      id: 'state',
      header: 'State',
      cell: ({ state }) => (
        <Badge className={ui.whole} variant="outline" color={COLORS[state]} tt="none" radius="sm" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
          {state}
        </Badge>
      ),
    },
    {
      id: 'slots',
      header: 'Training slots',
      numeric: true,
      hint: 'Students that may train in parallel in it',
      cell: ({ trainingSlots }) => (trainingSlots == null ? 'no limit' : count(trainingSlots)),
    },
  ]
  if (!admin) return shown
  return [
    ...shown,
    {
      id: 'actions',
      header: 'Actions',
      cell: (pool) => (
        <Group gap={6} wrap="nowrap">
          <Button size="xs" variant="default" onClick={() => edit(pool)} aria-label={`Edit pool ${pool.name}`}>
            Edit
          </Button>
          <Confirm
            label="Delete"
            question={`Delete pool ${pool.name}?`}
            consequence={`Its state and its limit of training slots (${pool.trainingSlots ?? NONE}) are lost, and nothing can be queued in it. It is refused while a run, an engine or a worker is of this pool.`}
            act={() => client.DELETE('/api/v1/pools/{name}', { params: { path: { name: pool.name } } })}
          />
        </Group>
      ),
    },
  ]
}

/** Pools: sets of engines and trainers, each with a gate and a limit. */
export function Pools() {
  const query = api.useQuery('get', '/api/v1/pools')
  const admin = useRole('admin')
  const [edited, setEdited] = useState<Pool | 'new' | null>(null)
  return (
    <Section
      title="Pools"
      actions={
        admin && (
          <Button size="xs" variant="default" onClick={() => setEdited('new')}>
            Add pool
          </Button>
        )
      }
    >
      {edited && <PoolForm pool={edited === 'new' ? null : edited} names={query.data?.items.map(({ name }) => name) ?? []} close={() => setEdited(null)} />}
      <Async query={query} what="the pools" empty={{ when: ({ items }) => items.length === 0, show: <Empty title="There is no pool" /> }}>
        {({ items }) => <DataTable label="Pools" columns={columns(admin, setEdited)} rows={items} rowKey={({ name }) => name} />}
      </Async>
    </Section>
  )
}
