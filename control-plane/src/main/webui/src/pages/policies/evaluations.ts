import type { PolicyRecord, PolicyResult, Run } from '../../api/types'

/**
 * The result of the evaluation that measured a policy. Evaluations measure the base student, the last or the chosen promoted
 * student and one teacher of a soar run, and the last student of a train run or the one after a fixed step; a mean over several
 * students belongs to none of them.
 */
export function evaluationOf(policy: PolicyRecord, policies: PolicyRecord[], run: Run, results: PolicyResult[]): PolicyResult | undefined {
  const named = (name: string) => results.find((result) => result.name === name && result.evaluatedSteps.length === 0)
  // Policies of a run that have taken equally many optimizer steps have equal weights.
  const asMany = (result: PolicyResult | undefined) => (result?.optimizerSteps === policy.optimizerSteps ? result : undefined)
  if (policy.role === 'teacher') return asMany(named('teacher'))
  if (policy.unit === 'init') return named('base')
  if (run.kind === 'soar') {
    const result = named('promoted')
    const step = result?.promotedIn
    return policies.findLast(({ promoted, unit }) => promoted && (step == null || unit.startsWith(`t/${step}/`))) === policy ? result : undefined
  }
  if (run.kind !== 'train') return undefined
  const atStep = results.find((result) => result.name === run.name && result.evaluatedSteps.length === 1)
  if (atStep !== undefined) return asMany(atStep)
  return policies.findLast(({ role }) => role === 'student') === policy ? named(run.name) : undefined
}
