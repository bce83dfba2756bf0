import type { PolicyRecord, PolicyResult, Run } from '../../api/types'

/**
 * The result of the evaluation that measured a policy. Evaluations measure the base student, the last or the chosen promoted
 * student and the last teacher of a soar run, and the last student of a train run; a mean over several students of it belongs to
 * none of them.
 */
export function evaluationOf(policy: PolicyRecord, policies: PolicyRecord[], run: Run, results: PolicyResult[]): PolicyResult | undefined {
  const named = (name: string) => results.find((result) => result.name === name && result.evaluatedSteps.length === 0)
  if (policy.role === 'teacher') return policies.findLast(({ role }) => role === 'teacher') === policy ? named('teacher') : undefined
  if (policy.unit === 'init') return named('base')
  if (run.kind === 'soar') {
    const result = named('promoted')
    const step = result?.promotedIn
    return policies.findLast(({ promoted, unit }) => promoted && (step == null || unit.startsWith(`t/${step}/`))) === policy ? result : undefined
  }
  return run.kind === 'train' && policies.findLast(({ role }) => role === 'student') === policy ? named(run.name) : undefined
}
