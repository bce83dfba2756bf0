import { Anchor, Badge, Checkbox, Group, SegmentedControl, Stack } from '@mantine/core'
import type { PolicyRecord } from '../../api/types'
import { count } from '../../lib/format'
import { DataTable, type Column } from '../../ui/DataTable'
import { Time } from '../../ui/Time'
import ui from '../../ui/ui.module.css'
import { useSearchParam } from '../../ui/useSearchParam'
import { policyLabel } from '../rollouts/unitLabel'
import { size } from './size'

interface Props {
  policies: PolicyRecord[]
  chosen: string | null
  onChoose: (policy: string) => void
}

/** Every policy of the run as a table. */
export function PolicyTable({ policies, chosen, onChoose }: Props) {
  const [role, setRole] = useSearchParam('role')
  const [kept, setKept] = useSearchParam('kept')
  const columns: Column<PolicyRecord>[] = [
    {
      id: 'policy',
      header: 'Policy',
      width: 180,
      rowHeader: true,
      sortValue: ({ policy }) => policy,
      cell: ({ policy }) => (
        <Anchor component="button" type="button" size="sm" ta="left" className={ui.target} onClick={() => onChoose(policy)}>
          {policyLabel(policy)}
        </Anchor>
      ),
    },
    { id: 'role', header: 'Role', sortValue: ({ role: of }) => of, cell: ({ role: of }) => of },
    { id: 'promoted', header: 'Promoted', sortValue: ({ promoted }) => Number(promoted), cell: ({ promoted }) => (promoted ? <Badge variant="outline" color="orange" styles={{ root: { color: 'var(--mantine-color-text)' } }} tt="none">promoted</Badge> : '–') },
    { id: 'steps', header: 'Optimizer steps', numeric: true, sortValue: ({ optimizerSteps }) => optimizerSteps, cell: ({ optimizerSteps }) => count(optimizerSteps), hint: 'Applied since the base model, along the line of descent' },
    { id: 'bytes', header: 'Size', numeric: true, sortValue: ({ bytes }) => bytes, cell: ({ bytes }) => size(bytes) },
    { id: 'kept', header: 'Files', sortValue: ({ kept: are }) => Number(are), cell: ({ kept: are }) => (are ? 'kept' : 'removed') },
    { id: 'created', header: 'Made', sortValue: ({ createdAt }) => Date.parse(createdAt), cell: ({ createdAt }) => <Time at={createdAt} /> },
  ]
  const rows = policies.filter((policy) => (role === null || policy.role === role) && (kept === null || policy.kept))
  return (
    <Stack gap="xs">
      <Group gap="md">
        <SegmentedControl
          size="xs"
          aria-label="Role"
          value={role ?? 'all'}
          onChange={(value) => setRole(value === 'all' ? null : value)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'student', label: 'Students' },
            { value: 'teacher', label: 'Teachers' },
          ]}
        />
        <Checkbox size="xs" label="Only those whose files are kept" checked={kept !== null} onChange={(event) => setKept(event.currentTarget.checked ? 'only' : null)} />
      </Group>
      <DataTable label="Policies" columns={columns} rows={rows} rowKey={({ policy }) => policy} current={chosen} maxHeight={420} />
    </Stack>
  )
}
