import type {
  AskedQuery,
  ChangedSetting,
  Experiment,
  HistoryView,
  Me,
  OuterStep,
  Page,
  Problem,
  QueryAnswer,
  QueryToSave,
  QuestionSet,
  QueuedRun,
  SavedQuery,
  Screening,
  Summary,
} from './types'

const BASE = '/api/v1'

/** An error response, or no response at all (status 0). */
export class ApiError extends Error {
  readonly status: number
  readonly title: string
  /** What the server said, as far as it is problem+json. */
  readonly problem: Problem

  constructor(status: number, title: string, detail: string, problem: Problem = {}) {
    super(detail)
    this.name = 'ApiError'
    this.problem = problem
    this.status = status
    this.title = title
  }
}

/** Turns an error response into one error, whether or not its body is problem+json. */
export function toApiError(status: number, statusText: string, body: string): ApiError {
  let problem: Problem = {}
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null) problem = parsed
  } catch {
    // For example a proxy's HTML page, whose status line says more than its body.
  }
  const fields = (problem.errors ?? []).map(
    (e) => `${e.field}: ${e.message}${e.allowed ? ` (allowed: ${e.allowed})` : ''}`,
  )
  const title = problem.title || statusText || `Status ${status}`
  return new ApiError(status, title, [problem.detail, fields.join('; ')].filter(Boolean).join(' '), problem)
}

async function send(path: string, init?: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(BASE + path, { ...init, headers: { Accept: 'application/json', ...init?.headers } })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, 'The control plane does not answer', 'No connection to the server.')
  }
  if (!response.ok) throw toApiError(response.status, response.statusText, await response.text())
  return response
}

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const body = await (await send(path, init)).text()
  return (body === '' ? undefined : JSON.parse(body)) as T
}

/** The actions on a run or an experiment that need no confirmation. */
export type Verb = 'pause' | 'resume' | 'retry' | 'archive' | 'unarchive'

export interface ListQuery {
  cursor: string | null
  limit: number
  shelf: Shelf
}

/** Which experiments a list shows. */
export type Shelf = 'current' | 'archived'

/** The credential to sign in with: the code of a link, or a token. */
export type SignIn = { code: string } | { token: string }

/** The formats in which an answer can be saved. */
export type Download = 'csv' | 'ndjson'

const DOWNLOADS: Record<Download, string> = { csv: 'text/csv', ndjson: 'application/x-ndjson' }

const posted = (body: object) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})

export const api = {
  me: (signal: AbortSignal) => request<Me>('/me', { signal }),
  signIn: (shown: SignIn) =>
    request<Me>('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(shown),
    }),
  signOut: () => request<undefined>('/session', { method: 'DELETE' }),
  experiments: ({ cursor, limit, shelf }: ListQuery, signal: AbortSignal) => {
    const query = new URLSearchParams({ limit: String(limit) })
    if (shelf === 'archived') query.set('filter', 'archived')
    if (cursor) query.set('cursor', cursor)
    return request<Page<Experiment>>(`/experiments?${query}`, { signal })
  },
  experiment: (id: string, signal: AbortSignal) =>
    request<Experiment>(`/experiments/${encodeURIComponent(id)}`, { signal }),
  changedSettings: (id: string, signal: AbortSignal) =>
    request<Page<ChangedSetting>>(`/experiments/${encodeURIComponent(id)}/changed-settings`, { signal }),
  summary: (id: string, signal: AbortSignal) =>
    request<Summary>(`/experiments/${encodeURIComponent(id)}/summary`, { signal }),
  outerSteps: (runId: string, signal: AbortSignal) =>
    request<Page<OuterStep>>(`/runs/${encodeURIComponent(runId)}/outer-steps`, { signal }),
  screening: (runId: string, signal: AbortSignal) =>
    request<Screening>(`/runs/${encodeURIComponent(runId)}/screening`, { signal }),
  questionSets: (runId: string, t: number, signal: AbortSignal) =>
    request<Page<QuestionSet>>(`/runs/${encodeURIComponent(runId)}/outer-steps/${t}/sets`, { signal }),
  cancelExperiment: (id: string) =>
    request<unknown>(`/experiments/${encodeURIComponent(id)}:cancel`, { method: 'POST' }),
  cancelRun: (id: string) => request<unknown>(`/runs/${encodeURIComponent(id)}:cancel`, { method: 'POST' }),
  apply: (what: 'experiments' | 'runs', id: string, verb: Verb) =>
    request<unknown>(`/${what}/${encodeURIComponent(id)}:${verb}`, { method: 'POST' }),
  queuePosition: (runId: string, signal: AbortSignal) =>
    request<QueuedRun>(`/runs/${encodeURIComponent(runId)}/queue`, { signal }),
  ask: (body: object, signal: AbortSignal) => request<QueryAnswer>('/history:query', { ...posted(body), signal }),
  download: async (format: Download, body: object) => {
    const init = posted(body)
    return (await send('/history:query', { ...init, headers: { ...init.headers, Accept: DOWNLOADS[format] } })).blob()
  },
  savedQueries: (signal: AbortSignal) => request<Page<SavedQuery>>('/history/saved-queries', { signal }),
  saveQuery: (query: QueryToSave) => request<SavedQuery>('/history/saved-queries', posted(query)),
  historyViews: (signal: AbortSignal) => request<Page<HistoryView>>('/history/views', { signal }),
  recentQueries: (signal: AbortSignal) => request<Page<AskedQuery>>('/history/queries?limit=20', { signal }),
  eventsUrl: (id: string) => `${BASE}/experiments/${encodeURIComponent(id)}/events`,
}
