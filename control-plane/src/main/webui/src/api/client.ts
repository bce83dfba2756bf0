import createClient from 'openapi-fetch'
import createHooks from 'openapi-react-query'
import { takeEarly } from './early'
import { ApiError, toApiError } from './errors'
import type { paths } from './openapi'

/** A request that has no answer by then has failed; history queries have limits of their own and are slower. */
const LIMIT_MS = 20_000
const SLOW_MS = 120_000
const SLOW = /\/(history|files|problem-sets)/

/** fetch with a time limit, in which every answer that is not a success is an ApiError. */
async function checked(request: Request): Promise<Response> {
  const limit = AbortSignal.timeout(SLOW.test(request.url) ? SLOW_MS : LIMIT_MS)
  let response: Response
  try {
    response = await (takeEarly(request) ?? fetch(request, { signal: AbortSignal.any([request.signal, limit]) }))
  } catch (cause) {
    if (request.signal.aborted) throw cause
    const detail = limit.aborted ? 'The server took too long to answer.' : 'No connection to the server.'
    throw new ApiError(0, 'The control plane does not answer', detail)
  }
  if (!response.ok) throw toApiError(response.status, response.statusText, await response.text())
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new ApiError(0, 'The answer did not come from Cairn', 'Something in between, such as a proxy, answered with a web page.')
  }
  return response
}

/** Every operation of the REST interface, typed by the OpenAPI document. A failed call throws an ApiError. */
export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: checked })

/**
 * TanStack Query's hooks over the same operations: api.useQuery('get', '/api/v1/runs/{id}', { params }). A query's key is
 * [method, path, params].
 */
export const api = createHooks(client)
