import type { RunEvent } from '../api/types'
import { count, duration, signed } from './format'

interface UnitDone {
  unit: string
  kind: string
  outerStep: number | null
  set: number | null
  repeat: number | null
  block: number | null
  rollouts: number
  seconds: number
}

interface Decided {
  outerStep: number
  promoted: boolean
  promotions: number
  meanReward: number
  movingAverage: number | null
  lowerBound?: number | null
}

/** What of an experiment was edited, in words. */
const EDITED: Record<string, string> = { name: 'name', notes: 'notes', shared: 'sharing', retention: 'rules for what is kept', archivedAt: 'archiving' }

/** What an event reports, in words. Steps, sets and repeats count from 0. */
export function eventText({ kind, payload }: Pick<RunEvent, 'kind' | 'payload'>): string {
  switch (kind) {
    case 'run.state': {
      const { state, reason } = payload as { state: string; reason?: string | null }
      return reason ? `${state}: ${reason}` : state
    }
    case 'unit.done':
      return unitText(payload as UnitDone)
    case 'outer-step.decided': {
      const { outerStep, promoted, promotions, meanReward, movingAverage, lowerBound } = payload as Decided
      const average = movingAverage == null ? 'the window of the moving average is not full' : `moving average ${signed(movingAverage, 4)}${lowerBound == null ? '' : `, its lower bound ${signed(lowerBound, 4)}`}`
      const decision = promoted ? `a student was promoted (promotion ${promotions})` : 'no promotion'
      return `outer step ${outerStep}: ${decision}; mean reward ${signed(meanReward, 4)}, ${average}`
    }
    case 'experiment.tags': {
      const tags = Object.entries((payload as { tags: Record<string, string> }).tags)
      return tags.length === 0 ? 'all tags were removed' : `tags are now ${tags.map(([key, value]) => `${key}: ${value}`).join(', ')}`
    }
    case 'experiment.edited':
      return `${(payload as { fields: string[] }).fields.map((field) => EDITED[field] ?? field).join(', ')} changed`
    case 'run.edited': {
      const { priority, pool } = payload as { priority: number; pool: string }
      return `priority is now ${priority}, pool ${pool}`
    }
    default:
      return kind
  }
}

/** What a unit of work did, in words. */
const DONE: Record<string, string> = {
  init: 'first adapters made',
  write: 'questions written',
  baseline: 'baseline student scored',
  trial: 'student trained and scored',
  learnability: 'learnability measured',
  alignment: 'gradients compared',
  promote: 'rewards decided on',
  teach: 'teacher updated',
  screen: 'problems screened',
  split: 'hard problems split into halves',
  sample: 'questions written',
  segment: 'steps of training taken',
  candidate: 'promoted student scored',
  choose: 'promoted student chosen',
  evaluate: 'problems evaluated',
  total: 'scores added up',
}

function unitText({ kind, outerStep, set, repeat, block, rollouts, seconds }: UnitDone): string {
  const parts = [
    outerStep != null && `outer step ${outerStep}`,
    set != null && `set ${set}`,
    repeat != null && `repeat ${repeat}`,
    block != null && kind !== 'candidate' && `block ${block}`,
  ].filter(Boolean)
  const where = parts.length === 0 ? '' : ` (${parts.join(', ')})`
  const took = seconds < 10 ? `${seconds.toFixed(1)} s` : duration(1000 * seconds)
  return `${DONE[kind] ?? `${kind} done`}${where}${rollouts === 0 ? '' : `, ${count(rollouts)} rollouts`} in ${took}`
}
