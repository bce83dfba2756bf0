import { Anchor, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { Difference, Experiment } from '../../api/types'
import { NONE, percent, points } from '../../lib/format'
import { DataTable, type Column } from '../../ui/DataTable'
import { StateBadge } from '../../ui/StateBadge'
import ui from '../../ui/ui.module.css'
import type { ResultTable } from './resultTable'

/** Whether an interval leaves zero out, in words. */
function verdict({ low, high }: Difference): string {
  if (low > 0) return 'better'
  if (high < 0) return 'worse'
  return 'no clear difference'
}

/** One row per experiment; intervals are over its problems. */
export function ResultsByExperiment({ table: { experiments, summaries, k, policies, pairs } }: { table: ResultTable }) {
  const columns = useMemo<Column<Experiment>[]>(() => {
    const difference = ({ id }: Experiment, a: string, b: string) =>
      summaries.get(id)?.differences.find((d) => d.a === a && d.b === b && String(d.k) === k)
    return [
      {
        id: 'experiment',
        header: 'Experiment',
        rowHeader: true,
        cell: ({ id, name }) => (
          <Anchor component={Link} to={`/experiments/${id}`} size="sm" className={ui.target} style={{ overflowWrap: 'anywhere' }}>
            {name} #{id}
          </Anchor>
        ),
        sortValue: ({ id }) => id,
      },
      { id: 'seed', header: 'Seed', numeric: true, cell: ({ seed }) => seed, sortValue: ({ seed }) => seed },
      { id: 'state', header: 'State', width: 130, cell: ({ state }) => <StateBadge state={state} />, sortValue: ({ state }) => state },
      { id: 'promotions', header: 'Promotions', numeric: true, cell: ({ promotions }) => promotions ?? NONE, sortValue: ({ promotions }) => promotions },
      ...policies.map((policy): Column<Experiment> => {
        const value = ({ id }: Experiment) => summaries.get(id)?.policies.find(({ name }) => name === policy)?.passAtK[k] ?? null
        return { id: policy, header: policy, hint: `pass@${k} of ${policy}`, numeric: true, cell: (e) => percent(value(e)), sortValue: value }
      }),
      ...pairs.map(
        ([a, b]): Column<Experiment> => ({
          id: `${a}-${b}`,
          header: `${a} − ${b}`,
          hint: 'In percentage points, with its interval over the problems of this experiment',
          numeric: true,
          cell: (e) => {
            const found = difference(e, a, b)
            return found ? (
              <span title={verdict(found)}>
                {points(found.mean)} [{points(found.low)}, {points(found.high)}]
              </span>
            ) : (
              NONE
            )
          },
          sortValue: (e) => difference(e, a, b)?.mean ?? null,
        }),
      ),
    ]
  }, [summaries, k, policies, pairs])
  return (
    <>
      <Text size="sm">
        Share of the held-out hard problems that {k === '1' ? 'a single answer' : `at least one of ${k} answers`} solves (pass@{k}), and differences in percentage
        points with 95 % intervals over the problems of one experiment: they say nothing about other seeds.
      </Text>
      <DataTable label={`pass@${k} by experiment`} columns={columns} rows={experiments} rowKey={({ id }) => String(id)} />
    </>
  )
}
