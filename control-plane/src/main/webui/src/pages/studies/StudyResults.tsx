import { Group, Select, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Experiment, Summary } from '../../api/types'
import type { Estimate } from '../../lib/curves'
import { NONE, percent, points } from '../../lib/format'
import { METHODS } from '../../lib/methods'
import { isFinal } from '../../lib/state'
import { differencesOf, estimateOf, ksOf, rowsOf, usualReference, type Difference, type Row, type Study } from '../../lib/studies'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Fold } from '../../ui/Fold'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { useSearchParam } from '../../ui/useSearchParam'
import { StudyChart } from './StudyChart'
import { useResults } from './useStudy'

/** pass@k of each policy over the seeds, as table and picture, and paired differences. */
export function StudyResults({ name, study }: { name: string; study: Study }) {
  const query = useResults(study)
  return (
    <Async query={query} what="the results">
      {(summaries) => <Tables name={name} study={study} summaries={summaries} />}
    </Async>
  )
}

function Tables({ name, study, summaries }: { name: string; study: Study; summaries: Map<number, Summary> }) {
  const rows = useMemo(() => rowsOf(study, summaries), [study, summaries])
  const ks = ksOf(rows)
  if (rows.length === 0) {
    const ended = study.experiments.some(({ state }) => isFinal(state))
    return <Text c="dimmed">{ended ? 'None of the experiments that have ended has evaluated a policy.' : 'Results appear when the first experiment has ended.'}</Text>
  }
  return (
    <>
      <Section title="pass@k" actions={<SqlLink sql={passAtK(study, rows)} />}>
        <Text size="sm" maw="90ch">
          Share of the held-out hard problems that at least one of k answers solves: mean over seeds ± sample standard deviation. {open(study)}
        </Text>
        <Picture name={name} rows={rows} ks={ks} />
        <PassAtK rows={rows} ks={ks} />
        <Notes study={study} summaries={summaries} />
      </Section>
      <Differences study={study} rows={rows} ks={ks} />
    </>
  )
}

function open({ experiments }: Study): string {
  const still = experiments.filter(({ state }) => !isFinal(state)).length
  return still === 0 ? '' : `Experiments count when they have ended; ${still} ${still === 1 ? 'has' : 'have'} not.`
}

function Picture({ name, rows, ks }: { name: string; rows: Row[]; ks: string[] }) {
  const [wanted, setK] = useSearchParam('k')
  const k = wanted !== null && ks.includes(wanted) ? wanted : (ks[0] ?? '1')
  return (
    <>
      <Select label="Picture of pass@k for k =" w={200} value={k} data={ks} allowDeselect={false} onChange={(value) => setK(value === ks[0] ? null : value)} />
      <StudyChart rows={rows} k={k} fileName={`${name.replaceAll(/[^\w.-]+/g, '-')}-pass-at-${k}`} />
    </>
  )
}

const span = (counts: number[]) => {
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  return least === most ? String(least) : `${least} to ${most}`
}

const spread = (estimate: Estimate | null) => (estimate ? `${percent(estimate.mean)}${estimate.sd === null ? '' : ` ± ${(100 * estimate.sd).toFixed(1)}`}` : NONE)

function PassAtK({ rows, ks }: { rows: Row[]; ks: string[] }) {
  const columns = useMemo<Column<Row>[]>(
    () => [
      { id: 'variant', header: 'Variant', rowHeader: true, cell: ({ variant }) => variant.label, sortValue: ({ variant }) => variant.label },
      { id: 'policy', header: 'Policy', rowHeader: true, cell: ({ policy }) => <span title={METHODS[policy]?.meaning}>{policy}</span>, sortValue: ({ policy }) => policy },
      { id: 'seeds', header: 'Seeds', numeric: true, cell: ({ steps }) => steps.length, sortValue: ({ steps }) => steps.length },
      { id: 'steps', header: 'Steps', hint: 'Optimizer steps of training', numeric: true, cell: ({ steps }) => span(steps) },
      { id: 'applied', header: 'Applied', hint: 'Steps that changed the weights', numeric: true, cell: ({ applied }) => span(applied) },
      ...ks.map(
        (k): Column<Row> => ({
          id: `k-${k}`,
          header: `pass@${k}`,
          numeric: true,
          cell: (row) => <span title={bySeed(row, k)}>{spread(estimateOf(row, k))}</span>,
          hint: 'Hover to see each seed; the picture’s numbers have them too',
          sortValue: (row) => estimateOf(row, k)?.mean ?? null,
        }),
      ),
    ],
    [ks],
  )
  return <DataTable label="pass@k by variant and policy" columns={columns} rows={rows} rowKey={({ key }) => key} />
}

const bySeed = ({ byK }: Row, k: string) => [...(byK.get(k) ?? [])].map(([seed, score]) => `seed ${seed}: ${percent(score)}`).join('\n')

/** Differences on the same seeds, against a policy that the reader chooses. */
function Differences({ study, rows, ks }: { study: Study; rows: Row[]; ks: string[] }) {
  const [wanted, setReference] = useSearchParam('reference')
  const policies = [...new Set(rows.map(({ policy }) => policy))]
  const reference = wanted !== null && policies.includes(wanted) ? wanted : usualReference(rows)
  const shown = ks.length > 1 ? [ks[0], ks.at(-1)].filter((k) => k !== undefined) : ks
  const found = shown.flatMap((k) => differencesOf(study, rows, reference, k).map((difference) => ({ ...difference, k })))
  const [first] = study.variants
  return (
    <Section title="Differences">
      <Text size="sm" maw="90ch">
        In percentage points, paired by seed, with 95 % intervals over the seeds (Student's t): against a policy of the same variant, or of the first one that has it
        {study.variants.length > 1 && `, and against the same policy of ${first?.label}`}.
        {found.some(({ estimate }) => estimate.n >= BOOTSTRAP) && ` The table of ops/cairn study has bootstrap intervals from ${BOOTSTRAP} seeds on, which differ a little.`}
      </Text>
      <Group>
        <Select label="Compared with" w={200} value={reference} data={policies} allowDeselect={false} onChange={(value) => setReference(value === usualReference(rows) ? null : value)} />
      </Group>
      <DataTable label="Differences over seeds" columns={DIFFERENCES} rows={found} rowKey={({ row, reference: other, k }) => `${row.key} ${other.key} ${k}`} />
    </Section>
  )
}

/** As in ops/cairn study. */
const BOOTSTRAP = 8

type Shown = Difference & { k: string }

const theirs = ({ row, reference }: Shown) => (reference.variant === row.variant ? reference.policy : `${reference.policy} (${reference.variant.label})`)

const DIFFERENCES: Column<Shown>[] = [
  { id: 'variant', header: 'Variant', rowHeader: true, cell: ({ row }) => row.variant.label, sortValue: ({ row }) => row.variant.label },
  { id: 'difference', header: 'Difference', rowHeader: true, cell: (shown) => `${shown.row.policy} − ${theirs(shown)}` },
  { id: 'k', header: 'At', cell: ({ k }) => `pass@${k}`, sortValue: ({ k }) => Number(k) },
  { id: 'points', header: 'Points', numeric: true, cell: ({ estimate }) => points(estimate.mean), sortValue: ({ estimate }) => estimate.mean },
  { id: 'interval', header: 'Interval', numeric: true, cell: ({ estimate: { interval } }) => (interval ? `${points(interval[0])} to ${points(interval[1])}` : NONE) },
  { id: 'seeds', header: 'Seeds', numeric: true, cell: ({ estimate }) => estimate.n, sortValue: ({ estimate }) => estimate.n },
  { id: 'verdict', header: 'Verdict', cell: ({ estimate: { interval } }) => (!interval ? 'one seed' : interval[0] > 0 ? 'better' : interval[1] < 0 ? 'worse' : 'no clear difference') },
]

/** What readers must know about single results, with the experiments that it is about. */
function Notes({ study: { experiments }, summaries }: { study: Study; summaries: Map<number, Summary> }) {
  const notes = new Map<string, Experiment[]>()
  for (const experiment of experiments) for (const note of summaries.get(experiment.id)?.notes ?? []) notes.set(note, [...(notes.get(note) ?? []), experiment])
  const counted = experiments.filter(({ id }) => (summaries.get(id)?.notes.length ?? 0) > 0).length
  if (notes.size === 0) return null
  return (
    <Fold label="Notes on single results" maxHeight={88}>
      {[...notes].map(([note, of]) => (
        <Text key={note} size="xs" c="dimmed">
          {of.length < counted && `${of.map(({ id }) => `#${id}`).join(', ')}: `}
          {note}
        </Text>
      ))}
    </Fold>
  )
}

function passAtK({ experiments }: Study, rows: Row[]): string {
  const counted = new Set(rows.flatMap(({ variant }) => [...variant.bySeed.values()].map(({ id }) => id)))
  const ids = experiments.filter(({ id, state }) => isFinal(state) && counted.has(id)).map(({ id }) => id)
  return `select e.tags ->> 'variant' as variant, regexp_replace(r.name, '^evaluate-', '') as policy, p.k,
    avg(p.pass_at_k) as mean, stddev_samp(p.pass_at_k) as sd, count(*) as seeds
from history.pass_at_k p
join history.runs r using (experiment_id, run_id)
join history.experiments e using (experiment_id)
where p.experiment_id in (${ids.join(', ')}) and r.is_newest
group by e.tags ->> 'variant', e.tags ->> 'settings', policy, p.k
order by min(p.experiment_id), policy, p.k`
}
