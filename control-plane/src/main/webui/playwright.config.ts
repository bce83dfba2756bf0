import { defineConfig } from '@playwright/test'

/**
 * The console in a real browser, over a real control plane. e2e/world.ts starts one with a finished experiment; with
 * CAIRN_URL and CAIRN_TOKEN set, one that runs already is used. CHROMIUM names the browser.
 */
export default defineConfig({
  testDir: 'e2e',
  // Every page opens and is live in the short form; CAIRN_LONG adds what each page does.
  testMatch: process.env.CAIRN_LONG ? '**/*.e2e.ts' : ['shell.e2e.ts', 'start.e2e.ts', 'live.e2e.ts'],
  globalSetup: './e2e/world.ts',
  workers: 1,
  // A test that passes at its second try is reported as flaky.
  retries: process.env.CI ? 2 : 0,
  fullyParallel: false,
  // Only a test that hangs reaches these, also on a slow machine.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  outputDir: '../../../target/browser',
  use: {
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
