import type { paths } from '../../api/openapi'

type Query = NonNullable<paths['/api/v1/runs/{id}/rollouts']['get']['parameters']['query']>
export type RolloutQuery = Omit<Query, 'cursor' | 'limit'>

/** The filters of the page: [name in the address, parameter of REST, kind of value]. */
const FILTERS = [
  ['unit', 'unit', 'text'],
  ['purpose', 'purpose', 'text'],
  ['step', 'outerStep', 'number'],
  ['set', 'set', 'number'],
  ['repeat', 'repeat', 'number'],
  ['policy', 'policy', 'text'],
  ['problem', 'problemId', 'text'],
  ['verdict', 'verdict', 'text'],
  ['differ', 'rulesDiffer', 'flag'],
  ['rewardFrom', 'minReward', 'number'],
  ['rewardTo', 'maxReward', 'number'],
  ['tokensFrom', 'minTokens', 'number'],
  ['tokensTo', 'maxTokens', 'number'],
  ['finish', 'finishReason', 'text'],
  ['rejection', 'rejection', 'text'],
  ['text', 'text', 'text'],
] as const satisfies readonly (readonly [string, keyof RolloutQuery, 'text' | 'number' | 'flag'])[]

export type FilterName = (typeof FILTERS)[number][0]

/** Names of all filters in the address. */
export const FILTER_NAMES: readonly FilterName[] = FILTERS.map(([name]) => name)

/** What the address asks for, as parameters of REST; a value that can't be one is passed on, so that the server explains it. */
export function queryOf(params: URLSearchParams): RolloutQuery {
  const query: Record<string, unknown> = {}
  for (const [name, parameter, kind] of FILTERS) {
    const value = params.get(name)
    if (value === null || value === '') continue
    query[parameter] = kind === 'flag' ? value === 'true' : kind === 'number' && Number.isFinite(Number(value)) ? Number(value) : value
  }
  return query as RolloutQuery
}

export const PURPOSES: Record<string, string> = {
  WRITE: 'Question is written',
  WRITE_ANSWER: 'Teacher answers its question',
  TRAIN: 'Student trains',
  REWARD: 'Student is scored',
  BASELINE: 'Baseline is scored',
  INTERIM: 'Interim score of a student',
  LEARNABILITY: 'Learnability is measured',
  ALIGNMENT: 'Gradients are compared',
  VOTE: 'Majority vote',
  SCREEN: 'Screening',
  CANDIDATE: 'Promoted student is scored',
  EVALUATE: 'Evaluation',
}

export const VERDICTS: Record<string, string> = {
  VERIFIED: 'Correct',
  DIFFERENT: 'Wrong',
  UNPARSABLE: 'Unparsable',
  TIMED_OUT: 'Timed out',
  NO_ANSWER: 'No answer',
}

export const FINISHES: Record<string, string> = { STOP: 'Stop token', LENGTH: 'Token limit', ABORTED: 'Aborted' }

export const REJECTIONS: Record<string, string> = {
  MISSING_TAGS: 'Missing tags',
  EMPTY_QUESTION: 'Empty question',
  NO_BOX: 'No \\boxed answer',
  UNPARSABLE_ANSWER: 'Unparsable answer',
  QUESTION_TOO_LONG: 'Question too long',
  PARSE_TIMED_OUT: 'Parsing timed out',
  TOO_SIMILAR: 'Too similar',
  AGREEMENT_TOO_LOW: 'Too few answers agree',
  AGREEMENT_TOO_HIGH: 'Too many answers agree',
  SURPLUS: 'Surplus',
  ABORTED: 'Aborted',
}

/** Whether it was asked for a question or, in a teacher's second turn, for the answer to its own. */
export const isWritten = (purpose: string) => purpose === 'WRITE' || purpose === 'WRITE_ANSWER'

/** A verdict in words. Nobody checks a teacher's answer, so its verdict only says whether it can be parsed. */
export function verdictLabel(verdict: string, purpose: string): string {
  if (isWritten(purpose)) return verdict === 'VERIFIED' ? 'Parses' : (VERDICTS[verdict] ?? verdict)
  if (purpose === 'VOTE' && verdict === 'VERIFIED') return 'Agrees'
  if (purpose === 'VOTE' && verdict === 'DIFFERENT') return 'Disagrees'
  return VERDICTS[verdict] ?? verdict
}

/** The place of a rollout in the address, and back. */
export const placeOf = (rollout: { unit: string; ordinal: number }) => `${rollout.unit}/${rollout.ordinal}`

export function parsePlace(place: string): { unit: string; ordinal: number } | null {
  const found = /^(.+)\/(\d+)$/.exec(place)
  return found ? { unit: found[1] ?? '', ordinal: Number(found[2]) } : null
}
