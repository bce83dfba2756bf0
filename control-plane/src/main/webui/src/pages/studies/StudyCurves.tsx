import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { RunKind } from '../../api/types'
import { flatSettings } from '../../lib/differences'
import { measuredRuns, type Group } from '../../lib/groups'
import type { Study } from '../../lib/studies'
import { MetricChart, type Drawing } from '../../ui/metrics/MetricChart'

const DRAWING: Drawing = { spread: 'sd', smooth: 0, over: 'step' }

/** Runs of which one request gives the curves. */
const MOST = 100

/** The mean reward of the outer steps: a curve for each variant that trains a teacher, with a band over its seeds. */
export function RewardCurves({ study }: { study: Study }) {
  return <OfKind study={study} kind="soar" metric="outer/mean_reward" />
}

/** How students of the methods learn: a curve for each variant and method, with a band over its seeds. */
export function TrainingCurves({ study }: { study: Study }) {
  return <OfKind study={study} kind="train" metric="student/mean_reward" />
}

function OfKind({ study, kind, metric }: { study: Study; kind: RunKind; metric: string }) {
  const all = useMemo(() => byVariant(study, kind), [study, kind])
  const groups = useMemo(() => atMost(all), [all])
  if (groups.length === 0) return null
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

/** The newest runs of a kind, grouped by variant and name. */
function byVariant({ variants }: Study, kind: RunKind): Group[] {
  const groups = new Map<string, Group>()
  for (const { key, label, bySeed } of variants) {
    for (const experiment of bySeed.values()) {
      for (const run of measuredRuns(experiment).filter((each) => each.kind === kind && each.startedAt !== null)) {
        const own = `${key} ${run.name}`
        const group = groups.get(own) ?? { key: own, label: nameOf(label, run.name, kind, variants.length), members: [] }
        group.members.push({ experiment, run, settings: flatSettings(experiment.spec) })
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
