import type { components } from '../../api/openapi'
import { api } from '../../api/client'

export type AuditEntry = components['schemas']['AuditEntry']

/** The audit in pages, newest first; optionally of one actor or target. */
export function useAudit(actor: string | null, target: string | null) {
  return api.useInfiniteQuery(
    'get',
    '/api/v1/audit',
    { params: { query: { limit: 100, ...(actor ? { actor } : {}), ...(target ? { target } : {}) } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next ?? undefined,
    },
  )
}
