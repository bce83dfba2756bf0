import type { ReactNode } from 'react'
import { ApiError } from '../api/client'

export function Loading({ what }: { what: string }) {
  return (
    <p className="loading" role="status">
      Loading {what}…
    </p>
  )
}

export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** What to do about an error, by its kind. */
export function advice(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Reload the page; if it comes again, look at the browser console.'
  if (error.status === 0) return 'Is it running? ops/run starts it. The page reconnects on its own.'
  if (error.status === 404) return 'It may never have existed here: check the address, or go back to the list.'
  if (error.status === 401 || error.status === 403) return 'Open the sign-in link that the control plane printed at its start.'
  if (error.status >= 500) return "Try again; if it stays, the reason is in the control plane's log (HOME/logs)."
  return 'Reload the page and try again.'
}

export function Failure({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const title = error instanceof ApiError ? error.title : 'Something went wrong'
  const detail = error instanceof Error ? error.message : String(error)
  return (
    <section className="failure" role="alert">
      <h2>
        {what}: {title}
      </h2>
      <p>{detail}</p>
      <p>{advice(error)}</p>
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </section>
  )
}
