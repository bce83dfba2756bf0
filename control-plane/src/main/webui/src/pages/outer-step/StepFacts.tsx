import type { ReactNode } from 'react'
import type { OuterStep } from '../../api/types'
import { trainsStudents } from '../../lib/rewards'
import { NONE, number, percent, signed } from '../../lib/format'
import { Facts } from '../../ui/Facts'

/** The step's own numbers, with the teacher's optimizer step. */
export function StepFacts({ step }: { step: OuterStep }) {
  const { baselineCorrect, rewardQuestions, teacherStep } = step
  const gated: [string, ReactNode][] = [
    ['tau', step.tau ?? NONE],
    ['Baseline solves', baselineCorrect == null || !rewardQuestions ? NONE : `${baselineCorrect} of ${rewardQuestions} (${percent(baselineCorrect / rewardQuestions)})`],
  ]
  const facts: [string, ReactNode][] = [
    ['Mean reward of all sets', signed(step.meanReward ?? null, 4)],
    ['Moving average', step.movingAverage == null ? 'window not full' : signed(step.movingAverage, 4)],
    ...(step.lowerBound == null ? [] : [['Its lower bound', signed(step.lowerBound, 4)] as [string, ReactNode]]),
    ...(trainsStudents(step) ? gated : []),
    ['Completions accepted', `${step.accepted} of ${step.attempts}`],
    ['Repeated questions in their set', step.duplicateQuestions ?? 'not counted'],
  ]
  if (teacherStep?.skipped) facts.push(['Teacher’s step', 'skipped: all advantages 0'])
  else if (teacherStep) {
    facts.push(
      ['Teacher’s loss', number(teacherStep.loss)],
      ['Teacher’s KL', teacherStep.kl == null ? 'not measured' : number(teacherStep.kl)],
      ['Teacher’s entropy', `${number(teacherStep.entropy)} nats`],
      ['Teacher’s gradient norm', `${number(teacherStep.gradientNorm)}${teacherStep.clipped ? ', clipped' : ''}`],
    )
  }
  return <Facts facts={facts} />
}
