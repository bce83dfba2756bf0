import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Overview } from '../../api/types'
import { count, NONE, points, sentence } from '../../lib/format'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { Time } from '../../ui/Time'
import ui from '../../ui/ui.module.css'
import classes from './overview.module.css'

type Result = Overview['results'][number]

function Gain({ result }: { result: Result }) {
  const gain = result.bestGain
  if (!gain) {
    return (
      <Text size="sm">
        {NONE} <Text span size="xs" c="dimmed">{sentence(result.noGain ?? 'not known')}</Text>
      </Text>
    )
  }
  return (
    <Text size="sm" title={`The largest of ${result.comparisons} differences from the base model`}>
      {points(gain.mean)} points in pass@{gain.k} ({gain.a})
      <Text span size="xs" c="dimmed" display="block">
        {100 * gain.level} % interval {points(gain.low)} to {points(gain.high)}
      </Text>
    </Text>
  )
}

const COLUMNS: Column<Result>[] = [
  {
    id: 'name',
    header: 'Experiment',
    rowHeader: true,
    cell: (result) => (
      <Anchor component={Link} to={`/experiments/${result.id}`} size="sm" className={`${ui.target} ${classes.name}`}>
        {result.name} #{result.id}
      </Anchor>
    ),
  },
  { id: 'ended', header: 'Finished', cell: (result) => <Time at={result.endedAt ?? null} /> },
  { id: 'promotions', header: 'Promotions', numeric: true, cell: (result) => count(result.promotions) },
  { id: 'gain', header: 'Best gain over the base model', cell: (result) => <Gain result={result} />, hint: 'Chosen among several comparisons, so it is not an unbiased estimate' },
  { id: 'problems', header: 'Problems', numeric: true, cell: (result) => count(result.problems), hint: 'Held-out problems that were evaluated' },
]

const sql = (results: Result[]) =>
  `select p.experiment_id, r.name as run, p.policy, p.k, p.pass_at_k
from history.pass_at_k p
join history.runs r using (experiment_id, run_id)
where p.experiment_id in (${results.map(({ id }) => id).join(', ')}) and r.is_newest
order by p.experiment_id desc, p.k, r.name`

/** The results of the experiments that finished last. */
export function RecentResults({ results }: { results: Result[] }) {
  return (
    <Section title="Last results" actions={results.length > 0 && <SqlLink sql={sql(results)} />}>
      {results.length === 0 ? (
        <Text size="sm" c="dimmed">
          No experiment has finished yet.
        </Text>
      ) : (
        <>
          <DataTable label="Last results" columns={COLUMNS} rows={results} rowKey={({ id }) => String(id)} />
          <Text size="xs" c="dimmed">
            Intervals are over the problems of one experiment. They say nothing about other seeds, and the best of several comparisons tends to look better than it is.
          </Text>
        </>
      )}
    </Section>
  )
}
