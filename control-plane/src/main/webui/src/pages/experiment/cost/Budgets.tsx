import { Text } from '@mantine/core'
import type { components } from '../../../api/openapi'
import { count, duration, NONE, number } from '../../../lib/format'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Share } from './Share'

type ExperimentCost = components['schemas']['ExperimentCost']

interface Line {
  what: string
  used: number
  /** The least and the most that was expected; null where nothing is known. */
  expected: [number, number] | null
  budget: number | null
  runBudget: number | null
  show: (value: number) => string
}

function lines({ used, estimate, time, budget, runBudget }: ExperimentCost): Line[] {
  const hours = (value: number | null) => (value === null ? null : 3600 * value)
  const seconds = (value: number) => duration(1000 * value)
  const found: Line[] = [
    {
      what: 'Rollouts',
      used: used.rollouts,
      expected: [estimate.rollouts, estimate.maxRollouts],
      budget: budget.rollouts ?? null,
      runBudget: runBudget.rollouts ?? null,
      show: count,
    },
    // The estimate is of completions alone, and these are prompts and completions.
    { what: 'Tokens', used: used.tokens, expected: null, budget: budget.tokens ?? null, runBudget: runBudget.tokens ?? null, show: count },
    {
      what: 'Working time',
      used: used.seconds,
      expected: time.minSeconds === null || time.maxSeconds === null ? null : [time.minSeconds, time.maxSeconds],
      budget: hours(budget.wallHours ?? null),
      runBudget: hours(runBudget.wallHours ?? null),
      show: seconds,
    },
    {
      what: 'GPU hours',
      used: used.acceleratorSeconds / 3600,
      expected: time.minAcceleratorHours === null || time.maxAcceleratorHours === null ? null : [time.minAcceleratorHours, time.maxAcceleratorHours],
      budget: budget.acceleratorHours ?? null,
      runBudget: runBudget.acceleratorHours ?? null,
      show: (value) => number(value),
    },
  ]
  // On a machine without accelerators there is nothing to say about them.
  return found.filter(({ what, used: its, expected, budget: limit }) => what !== 'GPU hours' || its > 0 || limit !== null || (expected?.[1] ?? 0) > 0)
}

const COLUMNS: Column<Line>[] = [
  { id: 'what', header: 'What', rowHeader: true, cell: ({ what }) => what },
  { id: 'used', header: 'Used', numeric: true, cell: ({ used, show }) => show(used) },
  {
    id: 'expected',
    header: 'Expected',
    numeric: true,
    cell: ({ expected, show }) => {
      if (expected === null) return NONE
      const [least, most] = expected
      return least === 0 ? `at most ${show(most)}` : least === most ? show(most) : `${show(least)} to ${show(most)}`
    },
  },
  { id: 'share', header: 'Share of the estimate', hint: 'Of the most that was expected; rejected questions may add a little', cell: ({ what, used, expected }) => (expected === null ? NONE : <Share of={what} used={used} most={expected[1]} />) },
  { id: 'budget', header: 'Budget', hint: 'The limit of all runs together', numeric: true, cell: ({ budget, show }) => (budget === null ? 'no limit' : show(budget)) },
  { id: 'left', header: 'Of the budget', cell: ({ what, used, budget }) => (budget === null ? NONE : <Share of={`the budget of ${what}`} used={used} most={budget} limit />) },
  { id: 'runBudget', header: 'Budget per run', numeric: true, cell: ({ runBudget, show }) => (runBudget === null ? 'no limit' : show(runBudget)) },
]

/** What was used beside what was expected and what is allowed. */
export function Budgets({ cost }: { cost: ExperimentCost }) {
  return (
    <>
      <DataTable label="Used, expected and allowed" columns={COLUMNS} rows={lines(cost)} rowKey={({ what }) => what} />
      {cost.used.acceleratorSeconds === 0 && (
        <Text size="sm" c="dimmed">
          No accelerator was used.
        </Text>
      )}
    </>
  )
}
