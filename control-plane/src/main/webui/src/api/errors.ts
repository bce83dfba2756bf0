import type { components } from './openapi'

/** application/problem+json (RFC 9457), from the server or from a proxy. */
export type Problem = Partial<components['schemas']['ProblemDetail']> & {
  /** Where in a query the error is, in characters from 1. */
  position?: number
  line?: number
  hint?: string
}

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
  // Where the detail says all of it already, it is not said twice.
  const repeated = fields.length > 0 && (problem.errors ?? []).every((e) => problem.detail?.includes(e.message))
  const title = problem.title || statusText || `Status ${status}`
  return new ApiError(status, title, [repeated ? null : problem.detail, fields.join('; ')].filter(Boolean).join(' '), problem)
}

/** Whether the server refused a request in a way that the same request meets again. */
export const isRefused = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 500

/** Whether an error means that the user is not signed in. */
export const isSignedOut = (error: unknown) => error instanceof ApiError && error.status === 401

/** Whether an error means that the thing does not exist. */
export const isMissing = (error: unknown) => error instanceof ApiError && error.status === 404
