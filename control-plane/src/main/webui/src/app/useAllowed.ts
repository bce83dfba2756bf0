import { useReads, useRole, type RoleName } from '../ui/useRole'
import type { Destination } from './navigation'

/** Which pages the reader's token opens. */
export function useAllowed(): (page: Destination) => boolean {
  const acts: Record<RoleName, boolean> = { viewer: true, operator: useRole('operator'), admin: useRole('admin') }
  const reads: Record<RoleName, boolean> = { viewer: true, operator: useReads('operator'), admin: useReads('admin') }
  return ({ role = 'viewer', reads: onlyReads }) => (onlyReads ? reads : acts)[role]
}
