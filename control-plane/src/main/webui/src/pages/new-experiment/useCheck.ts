import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { client } from '../../api/client'
import { ApiError } from '../../api/errors'
import type { components } from '../../api/openapi'
import { requestOf, type Draft, type SpecRequest, type Start } from './draft'

export type Preview = components['schemas']['SubmissionPreview']

/** What is wrong with, or odd about, one setting; the path is empty for the whole request. */
export interface Finding {
  path: string
  message: string
  allowed: string | null
}

export interface Check {
  state: 'off' | 'checking' | 'valid' | 'invalid' | 'failed'
  /** The last plan and its cost; of an earlier draft while the newest is checked or has errors. */
  preview: Preview | null
  errors: Finding[]
  warnings: Finding[]
  /** Why there is no answer. */
  failure: ApiError | null
  /** The body that the answer is about. */
  body: string | null
  again: () => void
}

const PAUSE_MS = 400

/** Sends the request; with validateOnly nothing is stored. */
export async function send(start: Start, body: SpecRequest, validateOnly: boolean, extra: { key?: string; signal?: AbortSignal }) {
  const init = {
    body,
    ...(extra.signal ? { signal: extra.signal } : {}),
    ...(extra.key ? { headers: { 'Idempotency-Key': extra.key } } : {}),
  }
  const { data } =
    start.kind === 'experiment'
      ? await client.POST('/api/v1/experiments/{id}:clone', { ...init, params: { path: { id: start.id }, query: { validateOnly } } })
      : await client.POST('/api/v1/experiments', { ...init, params: { query: { validateOnly } } })
  return data as unknown
}

/** 'field: message' of a warning. */
function warning(text: string): Finding {
  const [, path, message] = /^([a-zA-Z][\w.]*): (.*)$/s.exec(text) ?? [null, '', text]
  return { path: path ?? '', message: message ?? text, allowed: null }
}

/**
 * What the server says about a draft, asked when typing pauses. An answer about an older draft never counts as one about
 * the newest; only its plan and cost stay in sight meanwhile.
 */
export function useCheck(start: Start, draft: Draft, enabled: boolean): Check {
  const now = JSON.stringify(requestOf(start, draft))
  const [body] = useDebouncedValue(now, PAUSE_MS)
  const query = useQuery({
    queryKey: ['check', start, body],
    queryFn: ({ signal }) => send(start, JSON.parse(body) as SpecRequest, true, { signal }) as Promise<Preview>,
    enabled,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  const error = query.error instanceof ApiError ? query.error : null
  const refused = error !== null && error.status >= 400 && error.status < 500 && (error.problem.errors ?? []).length > 0
  const last = useRef<Preview | null>(null)
  if (query.data) last.current = query.data
  const settled = body === now && !query.isFetching
  const answered = settled && query.data !== undefined && query.error === null
  return {
    state: !enabled ? 'off' : !settled ? 'checking' : refused ? 'invalid' : query.error ? 'failed' : 'valid',
    preview: last.current,
    errors: refused && body === now ? (error.problem.errors ?? []).map(({ field, message, allowed }) => ({ path: field, message, allowed: allowed ?? null })) : [],
    warnings: answered ? query.data.warnings.map(warning) : [],
    failure: refused ? null : error,
    body: answered ? body : null,
    again: () => void query.refetch(),
  }
}
