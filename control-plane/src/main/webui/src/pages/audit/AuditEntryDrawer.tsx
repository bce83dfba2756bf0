import { Drawer, Stack } from '@mantine/core'
import { NONE } from '../../lib/format'
import { Empty } from '../../ui/Async'
import { Facts } from '../../ui/Facts'
import { Time } from '../../ui/Time'
import { Changes } from './Changes'
import type { AuditEntry } from './useAudit'

/** One change with all that it changed, beside the list. */
export function AuditEntryDrawer({ id, known, close }: { id: string; known: AuditEntry | undefined; close: () => void }) {
  return (
    <Drawer opened onClose={close} position="right" size="xl" title={known ? known.action : `Entry ${id}`} closeButtonProps={{ 'aria-label': 'Close the details' }}>
      {known ? <Entry entry={known} /> : <Empty title="This entry is not in the list">It is older than what has been read, or another filter hides it.</Empty>}
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
          ['Entry', `#${entry.id}`],
        ]}
      />
      <Changes before={entry.before} after={entry.after} />
    </Stack>
  )
}
