import type { Shelf } from './client'

/** The cache keys of everything that is read. */
export const keys = {
  me: ['me'] as const,
  experiments: ['experiments'] as const,
  experimentsPage: (cursor: string | null, shelf: Shelf = 'current') => ['experiments', cursor, shelf] as const,
  experiment: (id: string) => ['experiment', id] as const,
  changedSettings: (id: string) => ['changed-settings', id] as const,
  summary: (id: string) => ['summary', id] as const,
  outerSteps: (runId: string) => ['outer-steps', runId] as const,
  screening: (runId: string) => ['screening', runId] as const,
  savedQueries: ['saved-queries'] as const,
  historyViews: ['history-views'] as const,
  recentQueries: ['recent-queries'] as const,
  questionSets: (runId: string, t: number) => ['question-sets', runId, t] as const,
}
