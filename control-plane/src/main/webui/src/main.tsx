import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { ApiError } from './api/client'
import { keys } from './api/keys'
import { isSignedOut } from './api/queries'
import { App } from './app'
import './styles/base.css'
import './styles/parts.css'
import './styles/tables.css'
import './styles/rewards.css'

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The next request shows that a session has ended; then the sign-in page appears.
    onError: (error, query) => {
      if (isSignedOut(error) && query.queryKey[0] !== keys.me[0]) void client.invalidateQueries({ queryKey: keys.me })
    },
  }),
  defaultOptions: {
    queries: {
      // Error responses are final, but a missing response may still come.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: true,
    },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
)
