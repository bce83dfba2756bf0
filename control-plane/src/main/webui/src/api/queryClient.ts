import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isRefused, isSignedOut } from './errors'

const ME = '/api/v1/me'

/** Whether another try may succeed: an answer such as 403 or 422 is final, but a lost one may still come. */
function mayRetry(failures: number, error: unknown): boolean {
  return failures < 2 && !isRefused(error)
}

/** What was refused while the page was being prepared is not asked for again when the page is shown. */
const REFUSED_MS = 5_000
const mayAskAgain = ({ state }: { state: { error: unknown; errorUpdatedAt: number } }) => !isRefused(state.error) || Date.now() - state.errorUpdatedAt > REFUSED_MS

/**
 * The cache. Nothing waits for the browser to be online: a request made offline fails at once and says so, instead of
 * being carried out later when nobody expects it. A tab that becomes visible again reads again what can have changed
 * (LiveProvider); what has ended is not read again.
 */
export function newQueryClient(): QueryClient {
  // The next request shows that a session has ended; then the sign-in page appears.
  const signedOut = (error: unknown) => {
    if (!isSignedOut(error)) return
    const known = cache.getQueryCache().find({ queryKey: ['get', ME], exact: false })
    if (!isSignedOut(known?.state.error)) void cache.invalidateQueries({ queryKey: ['get', ME] }, { cancelRefetch: false })
  }
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[1] !== ME) signedOut(error)
      },
    }),
    mutationCache: new MutationCache({ onError: signedOut }),
    defaultOptions: {
      queries: { networkMode: 'always', retry: mayRetry, retryOnMount: mayAskAgain, refetchOnWindowFocus: false, staleTime: 2_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return cache
}
