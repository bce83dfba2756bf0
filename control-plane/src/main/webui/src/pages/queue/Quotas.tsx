import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { api, client } from '../../api/client'
import type { components } from '../../api/openapi'
import { count } from '../../lib/format'
import { Async, Empty } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { useRole } from '../../ui/useRole'
import { QuotaForm } from './QuotaForm'

type Quota = components['schemas']['Quota']

function columns(admin: boolean, edit: (quota: Quota) => void): Column<Quota>[] {
  const shown: Column<Quota>[] = [
    { id: 'owner', header: 'Owner', rowHeader: true, cell: ({ owner }) => <span style={{ overflowWrap: 'anywhere' }}>{owner}</span> },
    { id: 'running', header: 'Runs in progress at a time', numeric: true, cell: ({ maxRunning }) => `at most ${count(maxRunning)}` },
  ]
  if (!admin) return shown
  return [
    ...shown,
    {
      id: 'actions',
      header: 'Actions',
      cell: (quota) => (
        <Group gap={6} wrap="nowrap">
          <Button size="xs" variant="default" onClick={() => edit(quota)} aria-label={`Edit the quota of ${quota.owner}`}>
            Edit
          </Button>
          <Confirm
            label="Delete"
            question={`Delete the quota of ${quota.owner}?`}
            consequence={`${quota.owner} may then have any number of runs in progress at a time, instead of at most ${count(quota.maxRunning)}.`}
            act={() => client.DELETE('/api/v1/quotas/{owner}', { params: { path: { owner: quota.owner } } })}
          />
        </Group>
      ),
    },
  ]
}

/** How many runs an owner may have in progress at a time. */
export function Quotas() {
  const query = api.useQuery('get', '/api/v1/quotas')
  const admin = useRole('admin')
  const [edited, setEdited] = useState<Quota | 'new' | null>(null)
  return (
    <Section
      title="Quotas"
      actions={
        admin && (
          <Button size="xs" variant="default" onClick={() => setEdited('new')}>
            Add quota
          </Button>
        )
      }
    >
      {edited && <QuotaForm quota={edited === 'new' ? null : edited} owners={query.data?.items.map(({ owner }) => owner) ?? []} close={() => setEdited(null)} />}
      <Async
        query={query}
        what="the quotas"
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <Empty title="There is no quota">
              <Text size="sm">Every owner may have any number of runs in progress.</Text>
            </Empty>
          ),
        }}
      >
        {({ items }) => <DataTable label="Quotas" columns={columns(admin, setEdited)} rows={items} rowKey={({ owner }) => owner} />}
      </Async>
    </Section>
  )
}
