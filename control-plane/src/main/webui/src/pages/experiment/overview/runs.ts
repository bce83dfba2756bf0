import type { components } from '../../../api/openapi'
import type { Run } from '../../../api/types'
import { isFinal } from '../../../lib/state'

export type GraphRun = components['schemas']['GraphRun']

export interface RunsProps {
  runs: Run[]
  /** Dependencies and reasons for waiting, once they are read. */
  graph: GraphRun[]
  selected: number | null
  onSelect: (label: string) => void
}

/** How far a run is, in one unit of measure; the units at work are counted together. */
export function progressOf(run: Run): { done: number; total: number; of: string } | null {
  if (run.kind === 'soar' && run.outerSteps) return { done: run.outerStepsDone ?? 0, total: run.outerSteps, of: 'outer steps' }
  const [unit] = run.progress
  if (isFinal(run.state) || !unit) return null
  return { done: unit.done, total: unit.total, of: unit.message || unit.unit }
}

/** Why a run is as it is: what it waits for, else what ended it. */
export function why(run: Run, graph: GraphRun[]): string | null {
  return graph.find(({ id }) => id === run.id)?.waitReason?.message ?? run.reason
}
