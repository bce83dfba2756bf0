import { Button, Text, UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import { changes, shown } from '../../lib/changes'
import { NONE } from '../../lib/format'
import { DataTable, type Column } from '../../ui/DataTable'
import { HostileText } from '../../ui/text/HostileText'
import { Time } from '../../ui/Time'
import type { AuditEntry } from './useAudit'
import classes from './audit.module.css'

interface Props {
  entries: AuditEntry[]
  current: string | null
  open: (id: string) => void
  filter: (by: { actor: string } | { target: string }) => void
  more: boolean
  onEnd: () => void
}

/** The first differences of an entry in one line; the first values of what had no state before. */
function summary({ before, after }: AuditEntry): string {
  if (before == null && after == null) return NONE
  if (after == null) return 'removed'
  const found = changes(before, after)
  if (found.length === 0) return 'no difference'
  const first = found
    .slice(0, 2)
    .map(({ path, before: old, after: now }) => `${path}: ${before == null ? '' : `${shown(old ?? null)} → `}${shown(now ?? null)}`)
  return first.join('; ') + (found.length > 2 ? `; ${found.length - 2} more` : '')
}

export function AuditTable({ entries, current, open, filter, more, onEnd }: Props) {
  const columns = useMemo<Column<AuditEntry>[]>(
    () => [
      { id: 'at', header: 'When', cell: ({ at }) => <Time at={at} />, width: 150 },
      {
        id: 'actor',
        header: 'Actor',
        cell: ({ actor }) => (
          <UnstyledButton className={classes.filter} title={`Only changes by ${actor}`} onClick={() => filter({ actor })}>
            {actor}
          </UnstyledButton>
        ),
      },
      { id: 'action', header: 'Action', rowHeader: true, cell: ({ action }) => action },
      {
        id: 'target',
        header: 'Target',
        cell: ({ target }) => (
          <UnstyledButton className={classes.filter} title={`Only changes of ${target}`} onClick={() => filter({ target })}>
            {target}
          </UnstyledButton>
        ),
      },
      {
        id: 'changed',
        header: 'What changed',
        cell: (entry) => (
          <Text size="sm" lineClamp={1} component="div" miw="12rem">
            <HostileText text={summary(entry)} inline />
          </Text>
        ),
      },
      {
        id: 'details',
        header: 'Details',
        cell: ({ id, action, target }) => (
          <Button size="compact-xs" variant="default" mih={24} aria-label={`Details of ${action} on ${target}`} onClick={() => open(String(id))}>
            Details
          </Button>
        ),
        width: 90,
      },
    ],
    [open, filter],
  )
  return <DataTable label="Changes" columns={columns} rows={entries} rowKey={({ id }) => String(id)} current={current} more={more} onEnd={onEnd} maxHeight="calc(100vh - 260px)" />
}
