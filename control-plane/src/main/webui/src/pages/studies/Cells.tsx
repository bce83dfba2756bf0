import { Anchor, Text } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Experiment } from '../../api/types'
import { NONE, sentence } from '../../lib/format'
import { isFinal, latestRuns } from '../../lib/state'
import type { Study, Variant } from '../../lib/studies'
import { DataTable, type Column } from '../../ui/DataTable'
import { Fold } from '../../ui/Fold'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import ui from '../../ui/ui.module.css'

/** How far each experiment is: a row for each variant, a column for each seed. */
export function Cells({ study: { variants, seeds, experiments, replaced } }: { study: Study }) {
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
      {unsuccessful.length > 0 && (
        <Fold label="Experiments that did not succeed" maxHeight={120}>
          {unsuccessful.map(({ id, name, state, reason }) => (
            <Text key={id} size="sm">
              <Numbered id={id}>
                {name} #{id}
              </Numbered>{' '}
              {sentence(reason ? `${state}: ${reason}` : state)}
            </Text>
          ))}
        </Fold>
      )}
      {unsuccessful.length > 0 && <Text size="sm">What they evaluated before counts.</Text>}
      {replaced.length > 0 && (
        <Text size="sm" component="div">
          Replaced by newer experiments of the same variant and seed, and not counted:{' '}
          {replaced.map(({ id }) => (
            <span key={id}>
              <Numbered id={id}>#{id}</Numbered>{' '}
            </span>
          ))}
        </Text>
      )}
    </Section>
  )
}

function Numbered({ id, children }: { id: number; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`/experiments/${id}`} inherit className={ui.target} style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Anchor>
  )
}

function Cell({ label, experiment }: { label: string; experiment: Experiment | undefined }) {
  if (!experiment) return <>{NONE}</>
  const { id, state, runs } = experiment
  const latest = latestRuns(runs)
  const promotions = latest.find(({ kind }) => kind === 'soar')?.promotions ?? null
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
