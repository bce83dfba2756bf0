import type { Experiment, Run, State } from '../api/types'

const FINAL: ReadonlySet<State> = new Set<State>(['succeeded', 'failed', 'cancelled'])

export function isFinal(state: State): boolean {
  return FINAL.has(state)
}

/** The experiment that events are worth watching for in a list: the first one at work. */
export function atWork(experiments: Experiment[]): Experiment | undefined {
  return experiments.find((e) => e.state === 'running' || e.state === 'cancelling')
}

/** The run a page shows: the one asked for, else the soar run, else the first. */
export function chosenRun(runs: Run[], wanted: string | null): Run | undefined {
  return runs.find((r) => r.name === wanted) ?? runs.find((r) => r.kind === 'soar') ?? runs[0]
}

export function endedRuns(runs: Run[]): number {
  return runs.filter((r) => isFinal(r.state)).length
}
