import type { Summary } from '../api/types'

/** Every k that any policy has, ascending. */
export function summaryKs(summary: Summary): string[] {
  const ks = new Set(summary.policies.flatMap((policy) => Object.keys(policy.passAt)))
  return [...ks].sort((a, b) => Number(a) - Number(b))
}
