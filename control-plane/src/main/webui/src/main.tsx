// First, so that the console's own classes win over Mantine's.
import './theme/mantine'
import './theme/global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { newQueryClient } from './api/queryClient'
import { App } from './app/App'
import { LiveProvider } from './live/useLive'
import { theme, variables } from './theme/theme'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={newQueryClient()}>
        <LiveProvider>
          {/* Without transitions a control that is bound to the address shows its new state at once. */}
          <BrowserRouter useTransitions={false}>
            <App />
          </BrowserRouter>
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
