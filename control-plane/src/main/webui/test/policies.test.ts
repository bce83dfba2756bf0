import { expect, test } from 'vitest'
import type { PolicyRecord, PolicyResult, Run } from '../src/api/types'
import { evaluationOf } from '../src/pages/policies/evaluations'

const student = (unit: string, optimizerSteps = 0) => ({ role: 'student', unit, promoted: false, optimizerSteps }) as PolicyRecord
const result = (name: string, evaluatedSteps: number[]) => ({ name, evaluatedSteps }) as PolicyResult
const run = { kind: 'train', name: 'grounded-t' } as Run

test('the last student of a train run has the result of its evaluation', () => {
  const policies = [student('init'), student('segment/0'), student('segment/1')]
  const results = [result('base', []), result('grounded-t', [])]
  expect(policies.map((policy) => evaluationOf(policy, policies, run, results)?.name)).toEqual(['base', undefined, 'grounded-t'])
})

test('a promoted student has the result if it was promoted last, or chosen', () => {
  const promoted = (unit: string) => ({ role: 'student', unit, promoted: true }) as PolicyRecord
  const policies = [student('t/1/trial/0/0'), promoted('t/1/trial/1/0'), promoted('t/12/trial/0/1')]
  const soar = { kind: 'soar', name: 'soar' } as Run
  const units = (promotedIn: number | null) =>
    policies.filter((policy) => evaluationOf(policy, policies, soar, [{ ...result('promoted', []), promotedIn }])).map(({ unit }) => unit)
  expect(units(null)).toEqual(['t/12/trial/0/1'])
  expect(units(1)).toEqual(['t/1/trial/1/0'])
})

test('the student after a fixed step has the result of its evaluation, not the last one', () => {
  const policies = [student('segment/0', 10), student('segment/1', 19), student('segment/2', 29)]
  const results = [{ ...result('grounded-t', [20]), optimizerSteps: 19 }]
  expect(policies.map((policy) => evaluationOf(policy, policies, run, results)?.name)).toEqual([undefined, 'grounded-t', undefined])
})

test('the teacher that was evaluated need not be the last one', () => {
  const teacher = (unit: string, optimizerSteps: number) => ({ role: 'teacher', unit, promoted: false, optimizerSteps }) as PolicyRecord
  const policies = [teacher('init', 0), teacher('t/0/teach', 1), teacher('t/1/teach', 2)]
  const results = [{ ...result('teacher', []), optimizerSteps: 1 }]
  const soar = { kind: 'soar', name: 'soar' } as Run
  expect(policies.map((policy) => evaluationOf(policy, policies, soar, results)?.name)).toEqual([undefined, 'teacher', undefined])
})

test('a mean over several students is the result of none of them', () => {
  const policies = [student('segment/0'), student('segment/1')]
  const results = [result('grounded-t', [10, 20])]
  expect(policies.map((policy) => evaluationOf(policy, policies, run, results))).toEqual([undefined, undefined])
})
