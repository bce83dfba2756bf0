import { Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { ChangedSetting, Experiment } from '../../../api/types'
import { settingText } from '../../../lib/specDiff'
import { Async } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { HostileText } from '../../../ui/text/HostileText'
import classes from '../experiment.module.css'

/** The settings that differ from the preset as it is now, or from the defaults without one. */
export function Changed({ experiment: { id, preset } }: { experiment: Experiment }) {
  const query = api.useQuery('get', '/api/v1/experiments/{id}/changed-settings', { params: { path: { id } } }, { staleTime: Infinity })
  const columns: Column<ChangedSetting>[] = [
    { id: 'path', header: 'Setting', rowHeader: true, cell: ({ path }) => <code className={classes.value}>{path}</code> },
    { id: 'here', header: 'Here', cell: ({ value }) => <Value value={value} /> },
    { id: 'preset', header: preset ? 'Preset' : 'Default', cell: ({ presetValue }) => <Value value={presetValue ?? undefined} /> },
  ]
  return (
    <Async query={query} what="the changed settings" empty={{ when: ({ items }) => items.length === 0, show: <Text size="sm">Nothing but name and seed.</Text> }}>
      {({ items }) => <DataTable label="Changed settings" columns={columns} rows={items as ChangedSetting[]} rowKey={({ path }) => path} />}
    </Async>
  )
}

export function Value({ value }: { value: unknown }) {
  return (
    <div className={classes.value}>
      <HostileText text={settingText(value)} />
    </div>
  )
}
