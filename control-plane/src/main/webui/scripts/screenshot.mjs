// Pictures of the console: node scripts/screenshot.mjs BASE_URL OUT_DIR [PATH ...]
// Without paths: the list, and every experiment on its first page. CHROMIUM names the browser (default
// /usr/bin/chromium). Each page is taken in light and dark; the exit status is 1 when a page logged an error.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const [base, out, ...given] = process.argv.slice(2)
if (!base || !out) {
  console.error('Usage: node scripts/screenshot.mjs BASE_URL OUT_DIR [PATH ...]')
  process.exit(2)
}

async function paths() {
  if (given.length > 0) return given
  const answer = await fetch(new URL('/api/v1/experiments', base))
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}; is the server up?`)
  const { items } = await answer.json()
  return ['/experiments', ...items.map((item) => `/experiments/${item.id}`)]
}

const fileName = (path, scheme) => `${path.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '') || 'start'}-${scheme}.png`

/** Waits for the last loading line to go; the event stream never lets the network fall idle. */
async function take(context, path, scheme, errors) {
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`))
  // What the Content-Security-Policy refuses is only written to the browser's console.
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) errors.push(`${path}: ${message.text()}`)
  })
  const answer = await page.goto(new URL(path, base).href, { waitUntil: 'load' })
  if (!answer?.ok()) throw new Error(`${path} answered ${answer?.status()} and not the console`)
  await page.locator('h1, h2').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.loading') === null)
  const name = join(out, fileName(path, scheme))
  await page.screenshot({ path: name, fullPage: true })
  console.log(name)
  await page.close()
}

const profile = await mkdtemp(join(tmpdir(), 'cairn-screenshot-'))
const errors = []
try {
  await mkdir(out, { recursive: true })
  const wanted = await paths()
  for (const scheme of ['light', 'dark']) {
    const context = await chromium.launchPersistentContext(join(profile, scheme), {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      viewport: { width: Number(process.env.WIDTH ?? 1360), height: 900 },
      colorScheme: scheme,
    })
    for (const path of wanted) await take(context, path, scheme, errors)
    await context.close()
  }
} finally {
  await rm(profile, { recursive: true, force: true })
}
if (errors.length > 0) {
  console.error(errors.join('\n'))
  process.exit(1)
}
