/**
 * What the REST interface under /api/v1 says, as far as the console reads it. What has no value may be null or absent,
 * so test it with == null.
 */

export type State =
  | 'waiting'
  | 'queued'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'cancelling'
  | 'succeeded'
  | 'failed'
  | 'cancelled'

/** Live progress of a unit that is not committed yet: it can start again from zero. */
export interface Progress {
  unit: string
  done: number
  total: number
  what: string
  since: string
}

/** Why a run is not running, and what is ahead of it. */
export interface QueuedRun {
  ahead: number | null
  why: { kind: string; text: string }
}

export type RunKind = 'screen' | 'soar' | 'train' | 'evaluate'

export interface Run {
  id: number
  experimentId: number
  name: string
  kind: RunKind
  state: State
  reason: string | null
  failure: 'user' | 'infrastructure' | 'bug' | null
  generation: number
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  progress: Progress[] | null
  outerStepsDone: number | null
  outerSteps: number | null
  promotions: number | null
  lastMeanReward: number | null
  lastMovingAverage: number | null
}

export interface Experiment {
  id: number
  name: string
  preset: string | null
  seed: number
  state: State
  reason: string | null
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  runs: Run[]
}

export interface Page<T> {
  items: T[]
  next?: string | null
}

export interface TeacherStep {
  learningRate: number
  loss: number
  kl: number | null
  gradientNorm: number
  clipped: boolean
  skipped: boolean
  mismatchMean: number
}

/** One outer step; what is not decided yet is null. */
export interface OuterStep {
  t: number
  accepted: number
  attempts: number
  rejected: Record<string, number>
  baselineCorrect: number | null
  rewardQuestions: number | null
  /** By set k, then repeat j; null where the trial is open. */
  rewards: (number | null)[][]
  setRewards: (number | null)[] | null
  meanReward: number | null
  movingAverage: number | null
  tau: number | null
  bestSet: number | null
  medianRepeat: number | null
  promoted: boolean | null
  promotions: number | null
  advantages: (number | null)[] | null
  teacherStep: TeacherStep | null
}

export interface Question {
  i: number
  question: string
  answer: string
}

export interface QuestionSet {
  k: number
  reward: number | null
  advantage: number | null
  questions: Question[]
}

export interface PolicyResult {
  name: string
  /** Steps of training, those included that were skipped because all rewards were equal. */
  steps: number
  /** Steps that changed the weights. */
  optimizerSteps: number
  /** Share of problems solved, by k. */
  passAt: Record<string, number>
}

/** a minus b at pass@k with its paired bootstrap interval. */
export interface Difference {
  a: string
  b: string
  k: number
  mean: number
  low: number
  high: number
  level: number
}

export type GradingRule = 'STRICT' | 'MATH_VERIFY'

/** On how many rollouts one grading rule takes the answer for right and the other does not. */
export interface Grading {
  rule: GradingRule
  /** Rollouts that both rules judged; 0 where the other one was not asked. */
  compared: number
  differ: number
  byKind: { kind: RunKind; compared: number; differ: number }[]
}

export interface Summary {
  promotions: number
  problems: number
  /** Completions per problem. */
  samples: number
  policies: PolicyResult[]
  differences: Difference[]
  /** What a reader of the numbers must know, in sentences. */
  notes: string[]
  grading: Grading
}

/** What a screening came to: the problems it measured, and the ids of those it kept. */
export interface Screening {
  screened: number
  /** Set aside before, because prompt and completion together may exceed the model's length. */
  tooLong: number
  train: string[]
  test: string[]
}

export type EventKind = 'run.state' | 'unit.done' | 'outer-step.decided' | 'progress'

export interface CairnEvent {
  id: number
  experimentId: number
  runId: number | null
  kind: EventKind
  at: string
}

/** application/problem+json (RFC 9457). */
export interface Problem {
  type?: string
  title?: string
  status?: number
  detail?: string
  errors?: { field: string; message: string; allowed?: string }[]
}

/** Who the session belongs to. */
export interface Me {
  name: string
  role: 'viewer' | 'operator' | 'admin'
  reach: 'full' | 'read-only'
}
