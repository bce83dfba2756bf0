/** The console's names for what the REST interface under /api/v1 sends; openapi.ts is generated from schemas/openapi.json. */
import type { components } from './openapi'

type Schemas = components['schemas']

export type State = Schemas['RunState']
export type RunKind = Schemas['RunKind']
export type Run = Schemas['Run']
export type Experiment = Schemas['Experiment']

/** Live progress of a unit that is not committed yet: it can start again from zero. */
export type Progress = Schemas['Progress']

/** Why a run is not running, and what is ahead of it. */
export type QueuedRun = Schemas['QueuedRun']

/** A list, or a page of one that ends where there is no next. */
export interface Page<T> {
  items: T[]
  next?: string | null
}

export type TeacherStep = Schemas['TeacherStep']

/** One outer step; what is not decided yet is null. */
export type OuterStep = Schemas['OuterStepView']

export type QuestionSet = Schemas['SetView']
export type PolicyResult = Schemas['PolicyResult']

/** a minus b at pass@k with its paired bootstrap interval. */
export type Difference = Schemas['Difference']

export type GradingRule = Schemas['GradingRule']

/** On how many rollouts one grading rule takes the answer for right and the other does not. */
export type Grading = Schemas['GradingSummary']
export type Summary = Schemas['ExperimentSummary']

/** What a screening came to: the problems it measured, and the ids of those it kept. */
export type Screening = Schemas['Screening']

export type EventKind = Schemas['EventKind']
export type RunEvent = Schemas['RunEvent']

/** application/problem+json (RFC 9457), from the server or from something between. */
export type Problem = Partial<Schemas['ProblemDetail']>

/** Who the session belongs to. */
export type Me = Schemas['Me']
