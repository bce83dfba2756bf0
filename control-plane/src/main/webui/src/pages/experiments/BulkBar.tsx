import { Button, Group, Text } from '@mantine/core'
import { Suspense, useState } from 'react'
import { count } from '../../lib/format'
import { lazily } from '../../lib/lazily'
import { VERBS, type Target, type Verb } from './bulk'
import type { Selection } from './selection'

const BulkDialog = lazily(async () => ({ default: (await import('./BulkDialog')).BulkDialog }))

interface Props {
  selection: Selection
  filter: string
  /** How many the filter matches, if that is known. */
  total: number | undefined
  isArchive: boolean
}

const LABELS: Record<Verb, string> = {
  pause: 'Pause',
  resume: 'Resume',
  retry: 'Retry',
  cancel: 'Cancel',
  archive: 'Archive',
  unarchive: 'Unarchive',
  tag: 'Tag',
}

/** What can be done with the selected experiments. Each shows first what it would do. */
export function BulkBar({ selection, filter, total, isArchive }: Props) {
  const [verb, setVerb] = useState<Verb | null>(null)
  const { ids, all, selectAll, clear } = selection
  if (!all && ids.size === 0) return null
  const target: Target = all ? { ids: [], filter } : { ids: [...ids], filter: null }
  const of = total === undefined ? '' : ` ${count(total)}`
  return (
    <Group gap="xs" role="region" aria-label="Selected experiments">
      <Text size="sm" fw={600} role="status">
        {all ? `All${of} that match are selected` : `${count(ids.size)} selected`}
      </Text>
      {!all && (
        <Button size="compact-sm" variant="subtle" onClick={selectAll}>
          Select all{of} that match
        </Button>
      )}
      {VERBS.filter((one) => one !== (isArchive ? 'archive' : 'unarchive')).map((one) => (
        <Button key={one} size="compact-sm" variant={one === 'cancel' ? 'outline' : 'default'} {...(one === 'cancel' ? { color: 'red' } : {})} onClick={() => setVerb(one)}>
          {LABELS[one]}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={clear}>
        Clear selection
      </Button>
      {verb && (
        <Suspense>
          <BulkDialog
            verb={verb}
            label={LABELS[verb]}
            target={target}
            close={(done) => {
              setVerb(null)
              if (done) clear()
            }}
          />
        </Suspense>
      )}
    </Group>
  )
}
