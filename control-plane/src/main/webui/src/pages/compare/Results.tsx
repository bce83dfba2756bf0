import { Group, Select, Text } from '@mantine/core'
import { useMemo } from 'react'
import { api } from '../../api/client'
import type { Experiment, Summary } from '../../api/types'
import type { Group as Runs } from '../../lib/groups'
import { Async } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { useSearchParam } from '../../ui/useSearchParam'
import { ResultsByExperiment } from './ResultsByExperiment'
import { ResultsByGroup } from './ResultsByGroup'
import type { ResultTable } from './resultTable'

interface Props {
  experiments: Experiment[]
  /** Experiments with equal settings, each by one of its runs. */
  groups: Runs[]
}

/** pass@k of all experiments and their averages over seeds, with intervals. */
export function Results({ experiments, groups }: Props) {
  const ids = experiments.map(({ id }) => id)
  const query = api.useQuery('get', '/api/v1/experiments:summarise', { params: { query: { id: ids } } }, { placeholderData: (old) => old })
  const sql = `select p.experiment_id, r.name as run, p.policy, p.k, p.pass_at_k
from history.pass_at_k p
join history.runs r using (experiment_id, run_id)
where p.experiment_id in (${ids.join(', ')}) and r.is_newest
order by p.k, r.name, p.experiment_id`
  return (
    <Section title="Results" actions={<SqlLink sql={sql} />}>
      <Async query={query} what="the results">
        {({ items }) => <Tables experiments={experiments} groups={groups} summaries={new Map(items.map(({ experimentId, summary }) => [experimentId, summary]))} />}
      </Async>
    </Section>
  )
}

function Tables({ experiments, groups, summaries }: Props & { summaries: Map<number, Summary> }) {
  const [wanted, setK] = useSearchParam('k')
  const all = useMemo(() => experiments.map(({ id }) => summaries.get(id)).filter((summary) => summary !== undefined), [experiments, summaries])
  const policies = [...new Set(all.flatMap((summary) => summary.policies.map(({ name }) => name)))]
  const ks = [...new Set(all.flatMap((summary) => summary.policies.flatMap(({ passAtK }) => Object.keys(passAtK))))].sort((a, b) => Number(a) - Number(b))
  const k = wanted !== null && ks.includes(wanted) ? wanted : (ks[0] ?? '1')
  const pairs = [
    ...new Map(
      all.flatMap(({ differences }) => differences.filter((d) => String(d.k) === k).map((d): [string, [string, string]] => [`${d.a} ${d.b}`, [d.a, d.b]])),
    ).values(),
  ]
  if (policies.length === 0) return <Text size="sm">None of these experiments has a finished evaluation yet.</Text>
  const table: ResultTable = { experiments, summaries, k, policies, pairs }
  const notes = notesOf(experiments, summaries)
  return (
    <>
      <Group>
        <Select label="pass@k for k =" w={140} value={k} data={ks} allowDeselect={false} onChange={(value) => setK(value === ks[0] ? null : value)} />
      </Group>
      {groups.some(({ members }) => members.length > 1) && <ResultsByGroup table={table} groups={groups} />}
      <ResultsByExperiment table={table} />
      {pairs.length === 0 && <Text size="sm">Differences with intervals are reported for k = 1 and k = 32.</Text>}
      {notes.map(([note, ids]) => (
        <Text key={note} size="xs" c="dimmed">
          {ids.length < experiments.length && `${ids.map((id) => `#${id}`).join(', ')}: `}
          {note}
        </Text>
      ))}
    </>
  )
}

/** What readers must know, with the experiments that it is about. */
function notesOf(experiments: Experiment[], summaries: Map<number, Summary>): [note: string, ids: number[]][] {
  const notes = new Map<string, number[]>()
  for (const { id } of experiments) {
    for (const note of summaries.get(id)?.notes ?? []) notes.set(note, [...(notes.get(note) ?? []), id])
  }
  return [...notes]
}
