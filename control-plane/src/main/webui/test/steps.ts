import type { OuterStep } from '../src/api/types'

/** A decided outer step; tests say what matters to them. */
export function step(t: number, changes: Partial<OuterStep> = {}): OuterStep {
  return {
    outerStep: t,
    rewardKind: 'GROUNDED',
    accepted: 4,
    attempts: 5,
    rejected: {},
    multipleQuestions: null,
    duplicateQuestions: null,
    baselineCorrect: 0,
    rewardQuestions: 64,
    rewards: [
      [0, 0],
      [0, 0],
    ],
    setRewards: [0, 0],
    meanReward: 0,
    movingAverage: null,
    lowerBound: null,
    tau: 0.01,
    bestSet: 0,
    medianRepeat: 0,
    promoted: false,
    promotions: 0,
    advantages: [0, 0],
    teacherStep: null,
    ...changes,
  }
}
