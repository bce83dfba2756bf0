import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, isSignedOut } from './errors'

const ME = '/api/v1/me'

/** Whether another try may succeed: an answer such as 403 or 422 is final, but a lost one may still come. */
function mayRetry(failures: number, error: unknown): boolean {
  return failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500)
}

/**
 * The cache. Nothing waits for the browser to be online: a request made offline fails at once and says so, instead of
 * being carried out later when nobody expects it. A tab that becomes visible again reads again what can have changed
 * (LiveProvider); what has ended is not read again.
 */
export function newQueryClient(): QueryClient {
  // The next request shows that a session has ended; then the sign-in page appears.
  const signedOut = (error: unknown) => {
    if (isSignedOut(error)) void cache.invalidateQueries({ queryKey: ['get', ME] })
  }
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[1] !== ME) signedOut(error)
      },
    }),
    mutationCache: new MutationCache({ onError: signedOut }),
    defaultOptions: {
      queries: { networkMode: 'always', retry: mayRetry, refetchOnWindowFocus: false, staleTime: 2_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return cache
}
