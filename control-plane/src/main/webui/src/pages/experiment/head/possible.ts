import type { Experiment, State } from '../../../api/types'
import { isFinal, latestRuns } from '../../../lib/state'

const OF: Record<'pause' | 'resume' | 'retry' | 'cancel', ReadonlySet<State>> = {
  pause: new Set<State>(['waiting', 'queued', 'running']),
  resume: new Set<State>(['paused', 'pausing']),
  retry: new Set<State>(['failed', 'cancelled']),
  cancel: new Set<State>(['waiting', 'queued', 'running', 'pausing', 'paused']),
}

/** The actions that would change something: those that apply to the newest generation of at least one run. */
export function possible({ runs, state, archivedAt }: Pick<Experiment, 'runs' | 'state' | 'archivedAt'>) {
  const latest = latestRuns(runs)
  const applies = (verb: keyof typeof OF) => latest.some((run) => OF[verb].has(run.state))
  return {
    pause: applies('pause'),
    resume: applies('resume'),
    // An archived experiment gets no new runs, and one that is being cancelled waits for its last ones to stop.
    retry: applies('retry') && state !== 'cancelling' && archivedAt == null,
    restart: isFinal(state) && archivedAt == null,
    cancel: applies('cancel'),
  }
}
