import { Text } from '@mantine/core'
import type { Progress, Run } from '../../api/types'
import { duration } from '../../lib/format'
import { isOwned } from '../../lib/state'
import { DataTable, type Column } from '../../ui/DataTable'
import { Meter } from '../../ui/Meter'
import { Section } from '../../ui/Section'
import { useNow } from '../../ui/useNow'

/** 'Trial of set 2, repeat 0' in place of t/5/trial/2/0. */
export function unitName({ unit, kind, outerStep, set, repeat, block }: Pick<Progress, 'unit' | 'kind' | 'outerStep' | 'set' | 'repeat' | 'block'>): string {
  if (outerStep != null && set != null) return repeat == null ? `Step ${outerStep}: ${kind} of set ${set}` : `Step ${outerStep}: student ${set}/${repeat}`
  if (outerStep != null) return `Step ${outerStep}: ${kind}`
  if (block != null) return `${kind} ${block}`
  return kind || unit
}

function Age({ at }: { at: string }) {
  return <>{duration(useNow('ticking') - Date.parse(at))} ago</>
}

const COLUMNS: Column<Progress>[] = [
  { id: 'unit', header: 'Unit', rowHeader: true, cell: (unit) => <span title={unit.unit}>{unitName(unit)}</span> },
  { id: 'activity', header: 'Does, or waits for', cell: ({ message }) => message },
  { id: 'done', header: 'Done', cell: (unit) => <Meter done={unit.done} total={unit.total} label={`${unit.unit}: ${unit.message}`} /> },
  { id: 'age', header: 'Last update', numeric: true, cell: ({ updatedAt }) => <Age at={updatedAt} /> },
]

/** The units in progress and what they wait for. Screen readers do not announce the changes, which never stop. */
export function UnitsAtWork({ run }: { run: Run }) {
  if (!isOwned(run.state)) return null
  return (
    <Section title="In progress">
      <Text size="sm" c="dimmed">
        Not final: a unit that is interrupted starts again from zero.
      </Text>
      {run.progress.length === 0 ? (
        <Text size="sm">No unit is at work at this moment.</Text>
      ) : (
        <DataTable label="Units in progress" columns={COLUMNS} rows={run.progress} rowKey={({ unit }) => unit} maxHeight={320} />
      )}
    </Section>
  )
}
