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

/** The run a page shows: the one asked for, else the newest soar run, else the first. */
export function chosenRun(runs: Run[], wanted: string | null): Run | undefined {
  return runs.find((r) => runLabel(r) === wanted) ?? runs.findLast((r) => r.kind === 'soar') ?? runs[0]
}

export function endedRuns(runs: Run[]): number {
  return runs.filter((r) => isFinal(r.state)).length
}
