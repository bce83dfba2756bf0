import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { overSeeds, type Estimate } from '../../lib/curves'
import { NONE, percent, points } from '../../lib/format'
import { seedsOf, type Group, type Member } from '../../lib/groups'
import { DataTable, type Column } from '../../ui/DataTable'
import type { ResultTable } from './resultTable'

const shares = (estimate: Estimate | null) => shown(estimate, (value) => percent(value))
const differences = (estimate: Estimate | null) => shown(estimate, points)

function shown(estimate: Estimate | null, text: (value: number) => string): string {
  if (!estimate) return NONE
  const { mean, interval } = estimate
  return interval ? `${text(mean)} [${text(interval[0])}, ${text(interval[1])}]` : text(mean)
}

/** Means over the experiments of each group, with intervals over seeds. */
export function ResultsByGroup({ table: { summaries, k, policies, pairs }, groups }: { table: ResultTable; groups: Group[] }) {
  const columns = useMemo<Column<Group>[]>(() => {
    const of = ({ members }: Group) => members.map(({ experiment }) => summaries.get(experiment.id)).filter((summary) => summary !== undefined)
    const estimate = (group: Group, value: (summary: ReturnType<typeof of>[number]) => number | undefined) =>
      overSeeds(of(group).map(value).filter((found) => found !== undefined))
    const measured = (members: Member[]) => {
      const having = members.filter(({ experiment }) => summaries.get(experiment.id)?.policies.some(({ passAtK }) => passAtK[k] !== undefined))
      return having.length === members.length ? seedsOf(members) : `${seedsOf(having)}; ${members.length - having.length} without results`
    }
    return [
      { id: 'group', header: 'Group', rowHeader: true, cell: ({ label }) => <span style={{ overflowWrap: 'anywhere' }}>{label}</span>, sortValue: ({ label }) => label },
      { id: 'seeds', header: 'Mean over', cell: ({ members }) => measured(members), sortValue: ({ members }) => members.length },
      ...policies.map((policy): Column<Group> => {
        const value = (group: Group) => estimate(group, (summary) => summary.policies.find(({ name }) => name === policy)?.passAtK[k])
        return { id: policy, header: policy, hint: `pass@${k} of ${policy}`, numeric: true, cell: (group) => shares(value(group)), sortValue: (group) => value(group)?.mean ?? null }
      }),
      ...pairs.map(([a, b]): Column<Group> => {
        const value = (group: Group) =>
          estimate(group, (summary) => summary.differences.find((d) => d.a === a && d.b === b && String(d.k) === k)?.mean)
        return { id: `${a}-${b}`, header: `${a} − ${b}`, hint: 'In percentage points', numeric: true, cell: (group) => differences(value(group)), sortValue: (group) => value(group)?.mean ?? null }
      }),
    ]
  }, [summaries, k, policies, pairs])
  return (
    <>
      <Text size="sm">Means over seeds with 95 % intervals (Student’s t over the experiments of a group; differences in percentage points).</Text>
      <DataTable label={`pass@${k} by group, over seeds`} columns={columns} rows={groups} rowKey={({ key }) => key} />
    </>
  )
}
