import type { LiveStatus } from '../api/live'
import { clock } from '../lib/format'

interface Props {
  status: LiveStatus
  updatedAt: number
  /** The last refresh failed and older data is shown. */
  failed: boolean
}

/** Shows how fresh the data is, and warns if it is outdated. */
export function Freshness({ status, updatedAt, failed }: Props) {
  const stale = failed || status === 'lost'
  return (
    <p className={stale ? 'freshness stale' : 'freshness'} role="status">
      {stale ? (
        <>
          <strong>Not up to date.</strong> The connection is lost; last update at {clock(updatedAt)}. Reconnecting.
        </>
      ) : (
        <>
          <span className={status === 'live' ? 'dot live' : 'dot'} aria-hidden="true" />
          {status === 'live' ? 'Live' : 'Up to date'}
        </>
      )}
    </p>
  )
}
