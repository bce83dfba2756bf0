import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client'
import { isRefused } from '../api/errors'

const AGAIN_MS = 5_000

/** Asked again until there is an answer: without it nobody knows what may be shown. */
const again = ({ state }: { state: { status: string; error: unknown } }) => (state.status === 'error' && !isRefused(state.error) ? AGAIN_MS : false)

export const meQuery = { ...api.queryOptions('get', '/api/v1/me', {}), staleTime: Infinity, refetchInterval: again }

export function useMe() {
  return useQuery(meQuery)
}

const RANK = { viewer: 0, operator: 1, admin: 2 } as const
export type RoleName = keyof typeof RANK

/** Whether the reader's role allows what the given one does; actions of a higher role are not shown. */
export function useRole(needed: RoleName): boolean {
  const { data } = useMe()
  const mine = data?.role as RoleName | undefined
  return mine !== undefined && RANK[mine] >= RANK[needed] && data?.scope !== 'read-only'
}

/** Whether the reader may see what the given role sees; a read-only token may, although it changes nothing. */
export function useReads(needed: RoleName): boolean {
  const { data } = useMe()
  const mine = data?.role as RoleName | undefined
  return mine !== undefined && RANK[mine] >= RANK[needed]
}
