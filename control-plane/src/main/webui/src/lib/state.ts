import type { Run, State } from '../api/types'

const FINAL: ReadonlySet<State> = new Set<State>(['succeeded', 'failed', 'cancelled'])

export function isFinal(state: State): boolean {
  return FINAL.has(state)
}

/** Whether a control plane works on it. */
export function isOwned(state: State): boolean {
  return state === 'running' || state === 'pausing' || state === 'cancelling'
}

/** A run's label: its name, with its generation if it was retried or restarted. */
export function runLabel(run: Run): string {
  return run.generation > 1 ? `${run.name} (${run.generation})` : run.name
}

/** The newest generation of each run: those that no retry or restart has replaced. */
export function latestRuns(runs: Run[]): Run[] {
  return runs.filter((run) => !runs.some((other) => other.name === run.name && other.generation > run.generation))
}

/**
 * The run that a page shows: the requested one, else one that is at work, a soar run first. While none is, it is one that
 * failed, else one that waits for something other than a run, else the soar run.
 */
export function chosenRun(runs: Run[], wanted: string | null): Run | undefined {
  const asked = runs.find((r) => runLabel(r) === wanted)
  if (asked) return asked
  const latest = latestRuns(runs)
  const working = latest.filter((r) => isOwned(r.state))
  const isSoar = (r: Run) => r.kind === 'soar'
  return (
    working.find(isSoar) ??
    working[0] ??
    latest.find((r) => r.state === 'failed') ??
    latest.find((r) => r.state === 'queued' || r.state === 'paused') ??
    latest.find(isSoar) ??
    latest[0]
  )
}

/** Whether a run of an experiment was taken over from another experiment, whose work it shows. */
export function isTakenOver(run: Run, runs: Run[]): boolean {
  const before = run.previous
  if (before == null) return false
  const own = runs.find(({ id }) => id === before)
  return own === undefined || isTakenOver(own, runs)
}

/** The newest finished screening with hard problems. */
export function latestScreening(runs: Run[]): Run | undefined {
  return runs.findLast((r) => r.kind === 'screen' && r.state === 'succeeded')
}
