import { Anchor, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { Experiment } from '../../api/types'
import { NONE } from '../../lib/format'
import { isFinal, latestRuns } from '../../lib/state'
import type { Study, Variant } from '../../lib/studies'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import ui from '../../ui/ui.module.css'

/** How far each experiment is: a row for each variant, a column for each seed. */
export function Cells({ study: { variants, seeds, experiments } }: { study: Study }) {
  const columns = useMemo<Column<Variant>[]>(
    () => [
      { id: 'variant', header: 'Variant', rowHeader: true, cell: ({ label }) => <span style={{ overflowWrap: 'anywhere' }}>{label}</span> },
      ...seeds.map((seed): Column<Variant> => ({ id: `seed-${seed}`, header: `Seed ${seed}`, cell: ({ label, bySeed }) => <Cell label={`${label}, seed ${seed}`} experiment={bySeed.get(seed)} /> })),
    ],
    [seeds],
  )
  const unsuccessful = experiments.filter(({ state }) => isFinal(state) && state !== 'succeeded')
  return (
    <Section title="Experiments">
      <DataTable label="Experiments by variant and seed" columns={columns} rows={variants} rowKey={({ key }) => key} />
      {unsuccessful.map(({ id, name, state, reason }) => (
        <Text key={id} size="sm">
          <Anchor component={Link} to={`/experiments/${id}`} inherit className={ui.target}>
            {name} #{id}
          </Anchor>{' '}
          {state}
          {reason ? `: ${reason}` : ''}. What it has evaluated counts.
        </Text>
      ))}
    </Section>
  )
}

function Cell({ label, experiment }: { label: string; experiment: Experiment | undefined }) {
  if (!experiment) return <>{NONE}</>
  const { id, state, runs, promotions } = experiment
  const latest = latestRuns(runs)
  return (
    <>
      <Anchor component={Link} to={`/experiments/${id}`} inherit className={ui.target} aria-label={`${label}: experiment ${id}`} mr={6}>
        #{id}
      </Anchor>
      <StateBadge state={state} />
      <Text size="xs" c="dimmed">
        {isFinal(state)
          ? promotions !== null && `${promotions} ${promotions === 1 ? 'promotion' : 'promotions'}`
          : state !== 'queued' && `${latest.filter((run) => isFinal(run.state)).length} of ${latest.length} runs`}
      </Text>
    </>
  )
}
