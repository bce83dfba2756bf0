import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { checks } from './checks'

/** The control plane that npm run dev talks to. */
const CONTROL_PLANE = process.env.CAIRN_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), checks()],
  server: {
    proxy: {
      '/api': {
        target: CONTROL_PLANE,
        changeOrigin: true,
        // The server accepts changes only from its own pages.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.getHeader('origin') && request.setHeader('origin', CONTROL_PLANE)),
      },
    },
  },
  worker: { format: 'es' },
  // Nothing is put into data: addresses, which the Content-Security-Policy refuses.
  build: { outDir: 'dist', sourcemap: false, assetsInlineLimit: 0 },
  test: { environment: 'node', include: ['test/**/*.test.{ts,tsx}'] },
})
