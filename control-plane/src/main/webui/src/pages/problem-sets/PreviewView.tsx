import { Stack, Table, Text } from '@mantine/core'
import { constantLabel, count } from '../../lib/format'
import { DataTable, type Column } from '../../ui/DataTable'
import { Facts } from '../../ui/Facts'
import { HostileText } from '../../ui/text/HostileText'
import { ProblemRow } from './ProblemRow'
import type { SetPreview } from './upload'
import classes from './problem-sets.module.css'

type Note = SetPreview['skipped'][number]

const NOTES: Column<Note & { at: number }>[] = [
  { id: 'line', header: 'Line', numeric: true, width: 80, cell: ({ line }) => (line === 0 ? 'file' : count(line)), sortValue: ({ line }) => line },
  { id: 'reason', header: 'Reason', cell: ({ reason }) => <HostileText text={reason} />, sortValue: ({ reason }) => reason },
]

function Notes({ title, notes, total }: { title: string; notes: Note[]; total: number }) {
  if (total === 0) return null
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {title}: {count(total)}
        {notes.length < total && `, the first ${count(notes.length)} are shown`}
      </Text>
      <DataTable label={title} columns={NOTES} rows={notes.map((note, at) => ({ ...note, at }))} rowKey={({ at }) => String(at)} maxHeight={260} />
    </div>
  )
}

/** What importing the file would give. */
export function PreviewView({ preview }: { preview: SetPreview }) {
  const { format, comparison, accepted, skippedTotal, warningsTotal, sha256, fields, records, skipped, warnings } = preview
  return (
    <Stack data-preview>
      <Facts
        facts={[
          ['Problems', count(accepted)],
          ['Set aside', count(skippedTotal)],
          ['Warnings', count(warningsTotal)],
          ['Format', format],
          ['Answers compared as', constantLabel(comparison)],
          ['sha256 of the file', <span className={classes.mono}>{sha256}</span>],
        ]}
      />
      <div>
        <Text fw={600} size="sm" mb={4}>
          Fields of the first record
        </Text>
        <Table withTableBorder maw={520}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field of the file</Table.Th>
              <Table.Th>Becomes</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(({ name, use }) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <HostileText text={name} inline />
                </Table.Td>
                <Table.Td>{use === null ? <Text span size="sm" c="dimmed">not used</Text> : `the ${constantLabel(use)}`}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Notes title="Set aside" notes={skipped} total={skippedTotal} />
      <Notes title="Warnings" notes={warnings} total={warningsTotal} />
      <div>
        <Text fw={600} size="sm">
          {records.length < accepted ? `The first ${records.length} problems` : 'The problems'}
        </Text>
        <div role="list">
          {records.map((problem) => (
            <ProblemRow key={problem.ordinal} problem={problem} raw={false} />
          ))}
        </div>
      </div>
    </Stack>
  )
}
