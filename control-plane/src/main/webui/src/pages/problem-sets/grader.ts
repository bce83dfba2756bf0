import { client } from '../../api/client'
import type { components } from '../../api/openapi'

export type BothVerdicts = components['schemas']['BothVerdicts']
export type RuleVerdict = components['schemas']['RuleVerdict']

/** A pair to grade. */
export interface Case {
  /** Whether the text is a whole completion, whose box is the answer, or the answer itself. */
  kind: 'completion' | 'answer'
  text: string
  reference: string
  /** As typed; empty for none. */
  tolerance: string
}

export const EMPTY: Case = { kind: 'completion', text: '', reference: '', tolerance: '' }

/** What is wrong with the tolerance of a case; null if nothing is. */
export function toleranceFault({ tolerance }: Case): string | null {
  const value = Number(tolerance)
  return tolerance.trim() === '' || (Number.isFinite(value) && value >= 0) ? null : 'A number of 0 or more, or empty'
}

export const isComplete = (one: Case) => one.reference.trim() !== '' && one.text !== '' && toleranceFault(one) === null

/** The verdicts of both rules, one per case. */
export async function judge(cases: Case[]): Promise<BothVerdicts[]> {
  const items = cases.map(({ kind, text, reference, tolerance }) => ({ reference, [kind]: text, ...(tolerance.trim() === '' ? {} : { tolerance: Number(tolerance) }) }))
  const { data } = await client.POST('/api/v1/verdicts', { body: { items } })
  return (data as { items: BothVerdicts[] }).items
}

const LONGEST_ADDRESS = 4_000

/** Cases for the address; null if they are too long for one. */
export function inAddress(cases: Case[]): string | null {
  const text = JSON.stringify(cases.map(({ kind, text: given, reference, tolerance }) => [kind === 'answer' ? 1 : 0, given, reference, tolerance]))
  return text.length > LONGEST_ADDRESS ? null : text
}

/** The cases of an address; a single empty one if it has none. */
export function fromAddress(text: string | null): Case[] {
  try {
    const rows = JSON.parse(text ?? '[]') as unknown
    const cases = (Array.isArray(rows) ? rows : [])
      .filter((row): row is unknown[] => Array.isArray(row))
      .map(([kind, given, reference, tolerance]): Case => ({ kind: kind === 1 ? 'answer' : 'completion', text: String(given ?? ''), reference: String(reference ?? ''), tolerance: String(tolerance ?? '') }))
    return cases.length > 0 ? cases : [EMPTY]
  } catch {
    return [EMPTY]
  }
}
