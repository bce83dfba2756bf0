// First, so that the console's own classes win over Mantine's.
import './theme/mantine'
import './theme/global.css'
import './app/early'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { newQueryClient } from './api/queryClient'
import { App } from './app/App'
import { preparePage } from './app/Pages'
import { LiveProvider } from './live/useLive'
import { theme, variables } from './theme/theme'
import { meQuery } from './ui/useRole'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
/** The longest that nothing is shown because answers are being waited for. */
const MOST_MS = 500
const cache = newQueryClient()

const application = (
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={cache}>
        <LiveProvider>
          {/* Without transitions a control that is bound to the address shows its new state at once. */}
          <BrowserRouter useTransitions={false}>
            <App />
          </BrowserRouter>
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>
)
// One picture instead of three, if the answers come soon.
const ready = Promise.all([preparePage(cache, window.location), cache.prefetchQuery(meQuery)])
void Promise.race([ready, new Promise((resolve) => setTimeout(resolve, MOST_MS))]).then(() => createRoot(root).render(application))
