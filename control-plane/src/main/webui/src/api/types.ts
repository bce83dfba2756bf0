/** The console's names for what the REST interface under /api/v1 sends; openapi.ts is generated from schemas/openapi.json. */
import type { components } from './openapi'

type Schemas = components['schemas']

export type State = Schemas['RunState']
export type RunKind = Schemas['RunKind']
export type Run = Schemas['Run']
export type Experiment = Schemas['Experiment']

/** A setting that differs from the preset. */
export interface ChangedSetting {
  path: string
  value: unknown
  presetValue: unknown
}

/** Live progress of a unit that is not committed yet; it may restart from zero. */
export type Progress = Schemas['Progress']

/** Why a run is waiting, and which runs are ahead of it. */
export type QueuedRun = Schemas['QueuedRun']

/** A list, or a page of one; the last page has no next. */
export interface Page<T> {
  items: T[]
  next?: string | null
}

export type TeacherStep = Schemas['TeacherStep']

/** One outer step; values that are not decided yet are null. */
export type OuterStep = Schemas['OuterStepView']

export type QuestionSet = Schemas['SetView']

/** A question of the teacher with its completion and what its students answered. */
export type QuestionRecord = Schemas['QuestionRecord']

/** One student: its reward, its outcome on each reward question, its optimizer steps. */
export type Trial = Schemas['TrialView']
export type TrainingStep = Schemas['TrainingStepView']
export type Rollout = Schemas['RolloutView']
export type ProblemScore = Schemas['ProblemScoreView']
export type TeacherQuestion = Schemas['TeacherQuestion']
export type Throughput = Schemas['ThroughputView']
export type PolicyResult = Schemas['PolicyResult']
export type Candidate = Schemas['CandidateView']

/** a minus b at pass@k with its paired bootstrap interval. */
export type Difference = Schemas['Difference']

export type GradingRule = Schemas['GradingRule']

/** The number of rollouts on which exactly one grading rule counts the answer as correct. */
export type Grading = Schemas['GradingSummary']
export type Summary = Schemas['ExperimentSummary']

/** The result of a screening: how many problems it measured, and the ids of those it kept. */
export type Screening = Schemas['Screening']

export type EventKind = Schemas['EventKind']
export type RunEvent = Schemas['RunEvent']

export type { Problem } from './errors'

export type QueryAnswer = Schemas['QueryAnswer']
export type AskedQuery = Schemas['AskedQuery']
export type SavedQuery = Schemas['SavedQuery']
export type SavedParameter = Schemas['SavedParameter']

export type ParameterType = SavedParameter['type']

/** A question with the query that answers it. */
export type CookbookQuery = Schemas['CookbookQuery']

/** A view of the schema history, with its columns. */
export type HistoryView = Schemas['HistoryView']

/** A series of one run, thinned. */
export type MetricCurve = Schemas['MetricCurve']
/** The state of the whole installation, as the first page shows it. */
export type Overview = Schemas['Overview']
export type Health = Schemas['Health']
export type ControlPlane = Schemas['ControlPlaneView']
export type RegisteredService = Schemas['RegisteredService']
export type Pool = Schemas['Pool']
export type Gate = Schemas['Gate']
export type QueuePage = Schemas['QueuePage']


/** A page of completions. */
export type RolloutPage = Schemas['RolloutPage']

/** A completion with its prompt and the expected answer. */
export type RolloutDetail = Schemas['RolloutDetail']

/** A policy with its checkpoint. */
export type PolicyRecord = Schemas['PolicyView']
