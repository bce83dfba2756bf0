import type { Query } from '@tanstack/react-query'
import type { RunEvent } from '../api/types'

/** Lists whose rows any event can change. */
const LISTS: ReadonlySet<unknown> = new Set([
  '/api/v1/experiments',
  '/api/v1/experiments/table',
  '/api/v1/runs',
  '/api/v1/queue',
  '/api/v1/overview',
  '/api/v1/problem-sets/{name}/experiments',
])

/** Parts of a run or an experiment that no event changes, or that their page reads on its own. */
const FIXED = /\/(changed-settings|spec|screening|logs)$/

/** Reads all questions of a run, so a new outer step refreshes it and not every unit. */
const PER_STEP = /\/question-diversity$/

interface Params {
  params?: { path?: { id?: unknown; outerStep?: unknown }; query?: { id?: unknown; run?: unknown } }
}

/** Many experiments at once, whose states and tags matter: too much to read again for each unit. */
export const STUDIES = 'experiments of studies'

/** Whether an event is about another outer step than the one that was read. */
function ofAnotherStep(event: RunEvent, outerStep: unknown): boolean {
  const of = (event.payload as { outerStep?: unknown } | null)?.outerStep
  return outerStep !== undefined && of !== undefined && String(of) !== String(outerStep)
}

/** What changes only with the state of a run. */
const BY_STATE = /\/(summary|graph|cost)$/

/** Whether an event may have changed what a query has read; its key is [method, path, params]. */
export function isStale(event: RunEvent, { queryKey }: Pick<Query, 'queryKey'>): boolean {
  const [, path, init] = queryKey as [unknown, unknown, Params | undefined]
  if (LISTS.has(path)) return true
  if (typeof path !== 'string' || FIXED.test(path)) return false
  if (PER_STEP.test(path) && event.kind === 'unit.done') return false
  if (path === STUDIES) return event.kind === 'run.state' || event.kind === 'experiment.tags'
  if (BY_STATE.test(path) && event.kind !== 'run.state') return false
  const { id: experiments, run: runs } = init?.params?.query ?? {}
  if (path.startsWith('/api/v1/experiments:')) return Array.isArray(experiments) && experiments.includes(event.experimentId)
  if (path.startsWith('/api/v1/metrics')) return Array.isArray(runs) && runs.includes(event.runId)
  const id = String(init?.params?.path?.id)
  if (path.startsWith('/api/v1/experiments/{id}')) return id === String(event.experimentId)
  if (path.startsWith('/api/v1/runs/{id}')) return id === String(event.runId) && !ofAnotherStep(event, init?.params?.path?.outerStep)
  return false
}
