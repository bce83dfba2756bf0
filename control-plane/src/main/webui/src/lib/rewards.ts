import type { OuterStep } from '../api/types'

/** The narrowest scale, so that noise of one question in 64 does not look like a success. */
const SMALLEST_RANGE = 0.05

/** The largest absolute reward of any trial, or of any set where no students are trained: one scale for the whole run. */
export function rewardRange(steps: OuterStep[]): number {
  let range = SMALLEST_RANGE
  for (const step of steps) {
    for (const row of step.rewards) {
      for (const reward of row) if (reward != null) range = Math.max(range, Math.abs(reward))
    }
    for (const reward of trainsStudents(step) ? [] : (step.setRewards ?? [])) range = Math.max(range, Math.abs(reward))
  }
  return range
}

/** Whether sets of a step have different numbers of students, because they raced. */
export const raced = (step: OuterStep): boolean => new Set(step.rewards.map((row) => row.length)).size > 1

export type Direction = 'gain' | 'loss' | 'none'

export interface Shade {
  direction: Direction
  /** 0 to 100, the strength of the colour. */
  strength: number
}

/** The position of a reward on a scale that diverges around zero. The square root keeps small rewards visible. */
export function shade(reward: number, range: number): Shade {
  if (reward === 0) return { direction: 'none', strength: 0 }
  const share = Math.min(1, Math.abs(reward) / range)
  return { direction: reward > 0 ? 'gain' : 'loss', strength: Math.round(100 * Math.sqrt(share)) }
}

/** Whether students trained on the sets. */
export const trainsStudents = (step: OuterStep) => step.rewardKind === 'GROUNDED'

/** The reward of a set in words, as a sentence's beginning. */
export const REWARD_MEANINGS: Record<OuterStep['rewardKind'], string> = {
  GROUNDED: 'The mean gain of its students over the baseline',
  LEARNABILITY: 'The mean learnability of its questions',
  ALIGNMENT: 'The cosine between the student’s gradient on its questions and that on right answers to the reward questions',
}

/** The number of trials with a reward, and of all trials. */
export function trialsDone(step: OuterStep): { done: number; all: number } {
  const all = step.rewards.flat()
  return { done: all.filter((reward) => reward != null).length, all: all.length }
}

/** Reasons with a count, the most frequent first. */
export function rejections(rejected: Record<string, number>): [string, number][] {
  return Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
}

export function addRejections(steps: OuterStep[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const step of steps) {
    for (const [reason, count] of Object.entries(step.rejected)) sum[reason] = (sum[reason] ?? 0) + count
  }
  return sum
}
