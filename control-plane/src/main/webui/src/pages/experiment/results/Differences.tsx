import type { Difference } from '../../../api/types'
import { points } from '../../../lib/format'
import { verdict } from '../../../lib/summary'
import { DataTable, type Column } from '../../../ui/DataTable'

const COLUMNS: Column<Difference>[] = [
  { id: 'comparison', header: 'Comparison', rowHeader: true, cell: ({ a, b }) => `${a} − ${b}` },
  { id: 'metric', header: 'Metric', cell: ({ k }) => `pass@${k}` },
  { id: 'difference', header: 'Difference', numeric: true, cell: ({ mean }) => points(mean), sortValue: ({ mean }) => mean },
  { id: 'interval', header: 'Interval', numeric: true, cell: ({ low, high }) => `${points(low)} to ${points(high)}` },
  { id: 'verdict', header: 'Verdict', cell: verdict },
]

export function Differences({ differences }: { differences: Difference[] }) {
  return <DataTable label="Differences between policies" columns={COLUMNS} rows={differences} rowKey={({ a, b, k }) => `${a} ${b} ${k}`} />
}
