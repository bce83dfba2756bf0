import type { Difference, Grading, GradingRule, RunKind, Screening, Summary } from '../api/types'
import { count } from './format'

/** Every k that any policy has, ascending. */
export function summaryKs(summary: Summary): string[] {
  const ks = new Set(summary.policies.flatMap((policy) => Object.keys(policy.passAtK)))
  return [...ks].sort((a, b) => Number(a) - Number(b))
}

/** Which policy of a difference is better; not clear only where its interval contains 0. */
export function verdict({ a, b, low, high }: Difference): string {
  if (low > 0) return `${a} is better`
  if (high < 0) return `${b} is better`
  return 'no clear difference'
}

const OTHER: Record<GradingRule, GradingRule> = { STRICT: 'MATH_VERIFY', MATH_VERIFY: 'STRICT' }

/** The rule that graded, and on how many rollouts the other rule differs, in the same words as the terminal. */
export function graded({ rule, compared, differ }: Grading): string {
  if (compared === 0) return `Graded by ${rule}; the other rule was not applied.`
  return `Graded by ${rule}. ${OTHER[rule]} would decide differently on ${count(differ)} of ${count(compared)} answers.`
}

/** The kinds of run in which the rules differ, with the number of compared rollouts. */
export function whereRulesDiffer(grading: Grading): [RunKind, string][] {
  return grading.byKind
    .filter((kind) => kind.differ > 0)
    .map((kind) => [kind.kind, `${count(kind.differ)} of ${count(kind.compared)}`])
}

/** The number of problems that a screening measured, left out and kept. */
export function screened({ screened: measured, tooLong, train, test }: Pick<Screening, 'screened' | 'tooLong' | 'train' | 'test'>): string {
  if (train.length + test.length === 0) return `${count(measured)} problems were measured; no hard set was drawn.`
  const kept = `${count(train.length + test.length)} that no answer solved are kept: ${count(train.length)} to train on, ${count(test.length)} held out.`
  const aside = tooLong === 0 ? 'none' : count(tooLong)
  return `${count(measured)} problems were measured, ${aside} left out as too long for the model. ${kept}`
}
