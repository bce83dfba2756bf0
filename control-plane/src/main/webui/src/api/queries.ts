import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { isFinal } from '../lib/state'
import { ApiError, api, type Shelf, type SignIn } from './client'
import { keys } from './keys'
import type { LiveStatus } from './live'
import type { QueryToSave } from './types'

export const PAGE_SIZE = 50

/** While events arrive they trigger the refreshes; a slow poll covers what events do not report. */
export function pollEvery(live: LiveStatus): number {
  return live === 'live' ? 30_000 : 5_000
}

/** The progress of open units is not committed, so there are no events for it. */
const PROGRESS_MS = 3_000

/** Whether an error means that the user is not signed in. */
export const isSignedOut = (error: unknown) => error instanceof ApiError && error.status === 401

export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: ({ signal }) => api.me(signal), staleTime: Infinity })
}

/** Clears the cache: everything in it was read as another user, or without signing in. */
export function useSignIn(done: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (shown: SignIn) => api.signIn(shown),
    onSuccess: (me) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.me[0] })
      client.setQueryData(keys.me, me)
      done()
    },
  })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({ mutationFn: api.signOut, onSettled: () => client.resetQueries() })
}

export function useExperiments(shelf: Shelf, cursor: string | null) {
  return useQuery({
    queryKey: keys.experimentsPage(cursor, shelf),
    queryFn: ({ signal }) => api.experiments({ cursor, limit: PAGE_SIZE, shelf }, signal),
    refetchInterval: 5_000,
  })
}

export function useExperiment(id: string) {
  return useQuery({
    queryKey: keys.experiment(id),
    queryFn: ({ signal }) => api.experiment(id, signal),
    refetchInterval: ({ state }) => (state.data && isFinal(state.data.state) ? false : PROGRESS_MS),
  })
}

/** A spec never changes, so this is read once. */
export function useChangedSettings(id: string) {
  return useQuery({
    queryKey: keys.changedSettings(id),
    queryFn: ({ signal }) => api.changedSettings(id, signal),
    staleTime: Infinity,
  })
}

/** How old the summary of an active experiment may be: there is no event for each graded answer. */
const SUMMARY_MS = 30_000

/** The summary, or null while there is none. */
export function useSummary(id: string, active: 'active' | 'final') {
  return useQuery({
    queryKey: keys.summary(id),
    refetchInterval: active === 'active' ? SUMMARY_MS : false,
    queryFn: async ({ signal }) => {
      try {
        return await api.summary(id, signal)
      } catch (error) {
        if (error instanceof ApiError && (error.status === 404 || error.status === 409)) return null
        throw error
      }
    },
  })
}

/** A run's position in the queue, and why it is waiting. */
export function useQueuePosition(runId: string) {
  return useQuery({
    queryKey: ['queue-position', runId] as const,
    queryFn: ({ signal }) => api.queuePosition(runId, signal),
    refetchInterval: PROGRESS_MS,
  })
}

export function useOuterSteps(runId: string, live: LiveStatus, active: 'active' | 'final') {
  return useQuery({
    queryKey: keys.outerSteps(runId),
    queryFn: ({ signal }) => api.outerSteps(runId, signal),
    refetchInterval: active === 'active' ? pollEvery(live) : false,
  })
}

/** The result of a finished screening, which never changes. */
export function useScreening(runId: string) {
  return useQuery({
    queryKey: keys.screening(runId),
    queryFn: ({ signal }) => api.screening(runId, signal),
    staleTime: Infinity,
  })
}

export function useQuestionSets(runId: string, t: number) {
  return useQuery({
    queryKey: keys.questionSets(runId, t),
    queryFn: ({ signal }) => api.questionSets(runId, t, signal),
  })
}

/** Runs a query over history; aborting it cancels the query in the database. */
export function useAsk() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, signal }: { body: object; signal: AbortSignal }) => api.ask(body, signal),
    onSettled: () => client.invalidateQueries({ queryKey: keys.recentQueries }),
  })
}

export function useSavedQueries() {
  return useQuery({ queryKey: keys.savedQueries, queryFn: ({ signal }) => api.savedQueries(signal) })
}

export function useSaveQuery() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (query: QueryToSave) => api.saveQuery(query),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.savedQueries }),
  })
}

/** They change only with a new version of Cairn. */
export function useHistoryViews() {
  return useQuery({
    queryKey: keys.historyViews,
    queryFn: ({ signal }) => api.historyViews(signal),
    staleTime: Infinity,
  })
}

export function useRecentQueries() {
  return useQuery({ queryKey: keys.recentQueries, queryFn: ({ signal }) => api.recentQueries(signal) })
}

export function useAction(action: () => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: action, onSettled: () => client.invalidateQueries() })
}
