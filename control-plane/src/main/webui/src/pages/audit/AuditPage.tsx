import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Async, Empty } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { useSearchParam, useSetSearchParams } from '../../ui/useSearchParam'
import { AuditEntryDrawer } from './AuditEntryDrawer'
import { AuditFilter } from './AuditFilter'
import { AuditTable } from './AuditTable'
import { useAudit } from './useAudit'

/** Who changed what and when. */
export default function AuditPage() {
  const [actor] = useSearchParam('actor')
  const [target] = useSearchParam('target')
  const [entry, setEntry] = useSearchParam('entry')
  const set = useSetSearchParams()
  const audit = useAudit(actor, target)
  const entries = useMemo(() => audit.data?.pages.flatMap(({ items }) => items) ?? [], [audit.data])
  const filtered = actor !== null || target !== null
  return (
    <Page
      title="Audit"
      lead="Every change that was made over REST, the console or the command line, newest first. Entries cannot be changed or deleted."
      freshness={<Freshness status="off" updatedAt={audit.dataUpdatedAt} failed={audit.isError} />}
      actions={
        <Button variant="default" size="xs" leftSection={<IconRefresh size={14} aria-hidden />} loading={audit.isRefetching} onClick={() => void audit.refetch()}>
          Refresh
        </Button>
      }
    >
      <AuditFilter actor={actor} target={target} set={set} />
      <Async
        query={audit}
        what="the audit"
        empty={{
          when: () => entries.length === 0,
          show: (
            <Empty title={filtered ? 'No change matches' : 'Nothing has been changed yet'}>
              {filtered && 'Both filters compare the whole name.'}
            </Empty>
          ),
        }}
      >
        {() => (
          <AuditTable
            entries={entries}
            current={entry}
            open={setEntry}
            filter={set}
            more={audit.hasNextPage}
            onEnd={() => !audit.isFetching && void audit.fetchNextPage()}
          />
        )}
      </Async>
      {entry !== null && /^\d{1,15}$/.test(entry) && <AuditEntryDrawer id={Number(entry)} close={() => setEntry(null)} />}
    </Page>
  )
}
