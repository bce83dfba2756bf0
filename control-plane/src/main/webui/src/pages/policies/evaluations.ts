import type { PolicyRecord, PolicyResult, Run } from '../../api/types'

/**
 * The result of the evaluation that measured a policy. Evaluations measure the base student, the last or the chosen promoted
 * student and the last teacher of a soar run, and the last student of a train run or the one after a fixed step; a mean over
 * several students belongs to none of them.
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
  if (run.kind !== 'train') return undefined
  // Students that have taken equally many optimizer steps have equal weights.
  const atStep = results.find((result) => result.name === run.name && result.evaluatedSteps.length === 1)
  if (atStep !== undefined) return policy.optimizerSteps === atStep.optimizerSteps ? atStep : undefined
  return policies.findLast(({ role }) => role === 'student') === policy ? named(run.name) : undefined
}
