import type { Experiment, Run, State } from '../api/types'

const FINAL: ReadonlySet<State> = new Set<State>(['succeeded', 'failed', 'cancelled'])

export function isFinal(state: State): boolean {
  return FINAL.has(state)
}

/** Whether somebody works on it. */
export function isOwned(state: State): boolean {
  return state === 'running' || state === 'pausing' || state === 'cancelling'
}

/** The experiment that events are worth watching for in a list: the first one at work. */
export function atWork(experiments: Experiment[]): Experiment | undefined {
  return experiments.find((e) => isOwned(e.state))
}

/** How a run is called: by its name, and by its generation too once it was retried or restarted. */
export function runLabel(run: Run): string {
  return run.generation > 1 ? `${run.name} (${run.generation})` : run.name
}

/**
 * The run a page shows: the one asked for, else the newest soar run. Before that has started it is the run that it waits
 * for: the one at work, else one that failed, else one that waits for something other than a run.
 */
export function chosenRun(runs: Run[], wanted: string | null): Run | undefined {
  const asked = runs.find((r) => runLabel(r) === wanted)
  if (asked) return asked
  const soar = runs.findLast((r) => r.kind === 'soar')
  if (soar?.startedAt != null) return soar
  return (
    runs.find((r) => isOwned(r.state)) ??
    runs.findLast((r) => r.state === 'failed') ??
    runs.find((r) => r.state === 'queued' || r.state === 'paused') ??
    soar ??
    runs[0]
  )
}

/** The newest screening that has ended with a hard set. */
export function latestScreening(runs: Run[]): Run | undefined {
  return runs.findLast((r) => r.kind === 'screen' && r.state === 'succeeded')
}

export function endedRuns(runs: Run[]): number {
  return runs.filter((r) => isFinal(r.state)).length
}
