import { Stack, Text } from '@mantine/core'
import type { Candidate, Run } from '../../../api/types'
import { count, percent } from '../../../lib/format'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'

const COLUMNS: Column<Candidate>[] = [
  { id: 'step', header: 'Promoted in outer step', rowHeader: true, numeric: true, cell: ({ outerStep }) => outerStep, sortValue: ({ outerStep }) => outerStep },
  { id: 'solved', header: 'Solved', numeric: true, cell: ({ correct, problems }) => `${count(correct)} of ${count(problems)}`, sortValue: ({ correct }) => correct },
  { id: 'share', header: 'Share', numeric: true, cell: ({ correct, problems }) => percent(correct / problems) },
  { id: 'chosen', header: 'Chosen', cell: ({ chosen }) => (chosen ? 'yes, it is evaluated' : '') },
]

/** The promoted students of which one is evaluated. */
export function Candidates({ run, candidates }: { run: Run; candidates: Candidate[] }) {
  return (
    <Section title="Promoted students on the train half" actions={<SqlLink sql={`select outer_step, correct, problems, chosen from history.candidates\nwhere run_id = ${run.id} order by outer_step`} />}>
      <Stack gap="sm">
        <DataTable label="Promoted students" columns={COLUMNS} rows={candidates} rowKey={({ outerStep }) => String(outerStep)} />
        <Text size="sm" c="dimmed">
          Greedy answers to all problems of the hard train half. Reward questions are drawn from it, unless the SOAR run was taken over from other problems, so these scores are not held out. The one that solves most is evaluated, of equals the one promoted last.
        </Text>
      </Stack>
    </Section>
  )
}
