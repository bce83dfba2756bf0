import { useMemo } from 'react'
import type { PolicyResult, Summary } from '../../../api/types'
import { NONE, percent } from '../../../lib/format'
import { METHODS } from '../../../lib/methods'
import { summaryKs } from '../../../lib/summary'
import { DataTable, type Column } from '../../../ui/DataTable'
import classes from '../experiment.module.css'

/** pass@k of each policy, each with its interval below it. */
export function PassAtKTable({ summary }: { summary: Summary }) {
  const columns = useMemo<Column<PolicyResult>[]>(
    () => [
      { id: 'policy', header: 'Policy', rowHeader: true, cell: ({ name }) => <span title={METHODS[name]?.meaning}>{name}</span> },
      { id: 'steps', header: 'Steps', hint: 'Optimizer steps of training', numeric: true, cell: ({ steps }) => steps },
      { id: 'applied', header: 'Applied', hint: 'Steps that changed the weights', numeric: true, cell: ({ optimizerSteps }) => optimizerSteps },
      ...summaryKs(summary).map(
        (k): Column<PolicyResult> => ({
          id: k,
          header: `pass@${k}`,
          numeric: true,
          cell: ({ passAtK, intervals }) => <Score score={passAtK[k]} interval={intervals[k]} />,
          sortValue: ({ passAtK }) => passAtK[k] ?? null,
        }),
      ),
      { id: 'truncated', header: 'Cut off', hint: 'Answers that were cut off at the limit of tokens', numeric: true, cell: ({ truncatedShare }) => percent(truncatedShare) },
    ],
    [summary],
  )
  return <DataTable label="pass@k by policy" columns={columns} rows={summary.policies} rowKey={({ name }) => name} />
}

function Score({ score, interval }: { score: number | undefined; interval: { low: number; high: number } | undefined }) {
  if (score === undefined) return <>{NONE}</>
  return (
    <>
      {percent(score)}
      {interval && (
        <span className={classes.interval}>
          {percent(interval.low)} to {percent(interval.high)}
        </span>
      )}
    </>
  )
}
