import { Badge, Group, Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { settings } from '../../../lib/specDiff'
import { DataTable, type Column } from '../../../ui/DataTable'
import { useSearchParam } from '../../../ui/useSearchParam'
import classes from '../experiment.module.css'
import { Value } from './Changed'

interface Row {
  path: string
  value: unknown
}

/** Every setting with its value; those that differ from the preset are marked. */
export function SettingsTable({ spec, changed }: { spec: unknown; changed: ReadonlySet<string> }) {
  const [text, search] = useSearchParam('setting')
  const [only, setOnly] = useSearchParam('changed')
  const all = useMemo(() => [...settings(spec)].map(([path, value]): Row => ({ path, value })), [spec])
  const rows = all.filter(({ path }) => path.toLowerCase().includes((text ?? '').toLowerCase()) && (only === null || changed.has(path)))
  const columns: Column<Row>[] = [
    {
      id: 'path',
      header: 'Setting',
      rowHeader: true,
      cell: ({ path }) => (
        <Group gap={6}>
          <code className={classes.value}>{path}</code>
          {changed.has(path) && (
            <Badge size="xs" variant="outline" tt="none" styles={{ root: { color: 'var(--cairn-accent)', borderColor: 'var(--cairn-accent)' } }}>
              changed
            </Badge>
          )}
        </Group>
      ),
    },
    { id: 'value', header: 'Value', cell: ({ value }) => <Value value={value} /> },
  ]
  return (
    <>
      <Group gap="md">
        <TextInput
          aria-label="Search settings"
          placeholder="Search settings"
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text ?? ''}
          onChange={(event) => search(event.currentTarget.value || null)}
        />
        <Switch label="Only changed ones" size="md" checked={only !== null} onChange={(event) => setOnly(event.currentTarget.checked ? '1' : null)} />
      </Group>
      <DataTable label="All settings" columns={columns} rows={rows} rowKey={({ path }) => path} maxHeight="60vh" />
    </>
  )
}
