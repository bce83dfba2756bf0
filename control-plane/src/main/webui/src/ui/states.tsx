import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ApiError } from '../api/client'
import { sentence } from '../lib/format'

export function Loading({ what }: { what: string }) {
  return (
    <p className="loading" role="status">
      Loading {what}…
    </p>
  )
}

interface EmptyProps {
  title: string
  /** h1 where it is the whole page. */
  level?: 'h1' | 'h2'
  children: ReactNode
}

export function Empty({ title, level: Heading = 'h2', children }: EmptyProps) {
  return (
    <section className="empty">
      <Heading>{title}</Heading>
      {children}
    </section>
  )
}

/** What to do about an error, by its kind. */
export function advice(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Reload the page; if it happens again, look at the browser console.'
  if (error.status === 0) return 'Is it running? ops/run or ops/serve starts it. The page reconnects on its own.'
  if (error.status === 404) return 'Check the address.'
  if (error.status === 401) return 'Sign in again: ops/cairn sign-in prints a fresh link.'
  if (error.status === 403) return 'Ask an admin for a token with the right to do this.'
  if (error.status >= 500) return "Try again; if it keeps happening, the reason is in the control plane's log (HOME/logs)."
  return 'Reload the page and try again.'
}

interface FailureProps {
  error: unknown
  what: string
  /** h1 where it is the whole page. */
  level?: 'h1' | 'h2'
  retry?: () => void
}

export function Failure({ error, what, level: Heading = 'h2', retry }: FailureProps) {
  const missing = error instanceof ApiError && error.status === 404
  const title = error instanceof ApiError ? error.title : 'Something went wrong'
  const detail = error instanceof Error ? error.message : String(error)
  return (
    <section className="failure" role="alert">
      <Heading>
        {what}: {title}
      </Heading>
      <p>{sentence(detail)}</p>
      <p>{advice(error)}</p>
      {missing && <Link to="/">Go to the experiments</Link>}
      {retry && !missing && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </section>
  )
}
