import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { RunKind } from '../../api/types'
import { measuredRuns, type Group } from '../../lib/groups'
import { ownSoarRun, type Study } from '../../lib/studies'
import { MetricChart, type Drawing } from '../../ui/metrics/MetricChart'
import { useDrawnSettings } from './useStudy'

const DRAWING: Drawing = { spread: 'sd', smooth: 0, over: 'step' }

/** Runs of which one request gives the curves. */
const MOST = 100

/** Rewards of the outer steps, a chart for each kind of reward, and how students of the methods learn; bands over the seeds. */
export function StudyCurves({ name, study }: { name: string; study: Study }) {
  const settings = useDrawnSettings(name, study)
  const rewards = useMemo(() => byReward(byVariant(study, 'soar', settings)), [study, settings])
  const training = useMemo(() => byVariant(study, 'train', settings), [study, settings])
  return (
    <>
      {rewards.map(([kind, groups]) => (
        <Drawn key={kind} groups={groups} metric="outer/mean_reward" />
      ))}
      {training.length > 0 && <Drawn groups={training} metric="student/mean_reward" />}
    </>
  )
}

/** Rewards of different kinds have no common scale. */
function byReward(groups: Group[]): [string, Group[]][] {
  const kinds = new Map<string, Group[]>()
  for (const group of groups) {
    const kind = String(group.members[0]?.settings.get('soar.outer.reward') ?? '')
    kinds.set(kind, [...(kinds.get(kind) ?? []), group])
  }
  return [...kinds]
}

function Drawn({ groups: all, metric }: { groups: Group[]; metric: string }) {
  const groups = useMemo(() => atMost(all), [all])
  return (
    <>
      <MetricChart name={metric} groups={groups} view={DRAWING} />
      {groups.length < all.length && (
        <Text size="sm" c="dimmed">
          Only the first {groups.length} of {all.length} curves are drawn: one request gives those of {MOST} runs.
        </Text>
      )}
    </>
  )
}

/** The newest runs of a kind, grouped by variant and name, without SOAR runs that were taken over. */
function byVariant({ variants }: Study, kind: RunKind, settings: Map<number, Map<string, unknown>>): Group[] {
  const groups = new Map<string, Group>()
  for (const { key, label, bySeed } of variants) {
    for (const experiment of bySeed.values()) {
      for (const run of measuredRuns(experiment).filter((each) => each.kind === kind && each.startedAt !== null && (kind !== 'soar' || each.id === ownSoarRun(experiment)?.id))) {
        const own = `${key} ${run.name}`
        const group = groups.get(own) ?? { key: own, label: nameOf(label, run.name, kind, variants.length), members: [] }
        group.members.push({ experiment, run, settings: settings.get(experiment.id) ?? new Map<string, unknown>() })
        groups.set(own, group)
      }
    }
  }
  return [...groups.values()]
}

function nameOf(variant: string, run: string, kind: RunKind, variants: number): string {
  if (kind === 'soar') return variant
  return variants > 1 ? `${variant}: ${run}` : run
}

function atMost(groups: Group[]): Group[] {
  let runs = 0
  return groups.filter(({ members }) => (runs += members.length) <= MOST)
}
