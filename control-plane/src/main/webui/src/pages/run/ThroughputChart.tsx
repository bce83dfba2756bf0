import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { api } from '../../api/client'
import type { Run, Throughput } from '../../api/types'
import { count, NONE } from '../../lib/format'
import { Async } from '../../ui/Async'
import { Curves, type Curve } from '../../ui/charts/Curves'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'

const perSecond = (tokens: number, seconds: number) => (seconds > 0 && tokens > 0 ? tokens / seconds : null)
const rate = (tokens: number, seconds: number) => {
  const value = perSecond(tokens, seconds)
  return value === null ? NONE : count(Math.round(value))
}
const place = ({ outerStep, block }: Throughput) => outerStep ?? block ?? 0
const sum = (items: Throughput[], of: (item: Throughput) => number) => items.reduce((total, item) => total + of(item), 0)

const PART: Record<Run['kind'], string> = { soar: 'Outer step', screen: 'Block of problems', sample: 'Block of questions', train: 'Segment', evaluate: 'Block of problems' }

function words(all: Throughput[]): string {
  const sampled = sum(all, ({ sampledTokens }) => sampledTokens)
  const trained = sum(all, ({ trainedTokens }) => trainedTokens)
  const first = `Sampled: ${count(sampled)} tokens of prompts and completions, ${rate(sampled, sum(all, ({ workingSeconds }) => workingSeconds))} per second at work${trained > 0 ? ', training included' : ''}.`
  return trained > 0 ? `${first} Trained: ${count(trained)} tokens, ${rate(trained, sum(all, ({ trainerSeconds }) => trainerSeconds))} per second of optimizer steps.` : first
}

/** Tokens per second: sampled in the run's working time, and trained in the trainer's own time. */
export function ThroughputChart({ run }: { run: Run }) {
  const id = Number(run.id)
  const query = api.useQuery('get', '/api/v1/runs/{id}/throughput', { params: { path: { id } } })
  const items = query.data?.items
  const curves = useMemo<Curve[]>(
    () =>
      [
        { name: 'sampled', points: (items ?? []).map((item): [number, number | null] => [place(item), perSecond(item.sampledTokens, item.workingSeconds)]), color: '#3b6fd4' },
        { name: 'trained', points: (items ?? []).map((item): [number, number | null] => [place(item), perSecond(item.trainedTokens, item.trainerSeconds)]), color: '#d9661f' },
      ].filter(({ points }) => points.some(([, y]) => y !== null)),
    [items],
  )
  return (
    <Section
      title="Tokens per second"
      actions={<SqlLink sql={`select unit, kind, outer_step, block, rollouts, tokens, duration_seconds, tokens / nullif(duration_seconds, 0) as tokens_per_second\nfrom history.units\nwhere run_id = ${id} order by started_at`} />}
    >
      <Async query={query} what="the throughput" empty={{ when: () => curves.length === 0, show: <Text size="sm">Nothing has been sampled yet.</Text> }}>
        {({ items: all }) => (
          <>
            <Curves curves={curves} xName={PART[run.kind]} yName="Tokens per second" height={220} label={`Tokens per second over ${all.length} parts of the run`} fileName={`run-${id}-throughput`} />
            <Text size="sm" c="dimmed">
              {words(all)}
            </Text>
          </>
        )}
      </Async>
    </Section>
  )
}
