import { Drawer, Stack } from '@mantine/core'
import { api } from '../../api/client'
import { NONE } from '../../lib/format'
import { Async } from '../../ui/Async'
import { Facts } from '../../ui/Facts'
import { Time } from '../../ui/Time'
import { Changes } from './Changes'
import type { AuditEntry } from './useAudit'

/** One change with all that it changed, beside the list; by its number, since the list may not reach to it. */
export function AuditEntryDrawer({ id, close }: { id: number; close: () => void }) {
  const entry = api.useQuery('get', '/api/v1/audit/{id}', { params: { path: { id } } }, { staleTime: Infinity })
  return (
    <Drawer opened onClose={close} position="right" size="xl" title={entry.data?.action ?? `Change #${id}`}>
      <Async query={entry} what="the change">
        {(data) => <Entry entry={data} />}
      </Async>
    </Drawer>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  return (
    <Stack gap="md">
      <Facts
        facts={[
          ['When', <Time key="at" at={entry.at} />],
          ['Actor', entry.actor],
          ['Token', entry.tokenId == null ? NONE : `#${entry.tokenId}`],
          ['Target', entry.target],
          ['Number', `#${entry.id}`],
        ]}
      />
      <Changes before={entry.before} after={entry.after} />
    </Stack>
  )
}
