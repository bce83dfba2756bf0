// Measures the console in Chromium for `ops/bench console`, which starts the servers and gives their addresses.
// All times are the page's own clock, from the start of its navigation to the frame after the last row or curve appeared.
import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const { CAIRN_URL, CAIRN_TOKEN, MLFLOW_URL, RUNS = '', VISITS = '20', CHROMIUM = '/usr/bin/chromium' } = process.env
const visits = Number(VISITS)
const SCROLLS = 100
const MIB = 2 ** 20

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })

const session = await context.request.post(`${CAIRN_URL}/api/v1/session`, { data: { token: CAIRN_TOKEN }, headers: { Origin: CAIRN_URL } })
if (!session.ok()) throw new Error(`sign-in: ${session.status()} ${await session.text()}`)

/** Runs in the page: the time of the next frame once 'ready' holds. */
const untilShown = (page, ready, argument) =>
  page.evaluate(
    ([source, given]) => {
      const holds = new Function('given', `return (${source})(given)`)
      return new Promise((resolve) => {
        const look = () => (holds(given) ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look))
        look()
      })
    },
    [ready.toString(), argument],
  )

async function visit(address, ready, argument) {
  const page = await context.newPage()
  await page.goto(address, { waitUntil: 'commit' })
  const took = await untilShown(page, ready, argument)
  return { page, took }
}

function print(label, times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  console.log(`  ${label.padEnd(34)} median ${at(0.5).toFixed(0)} ms, 95th % ${at(0.95).toFixed(0)} ms`)
  return at(0.5)
}

/** Rows of our table that fill the view, each with its text. */
const ourRows = () => {
  const rows = [...document.querySelectorAll('table[aria-label="Experiments"] tbody tr[data-index]')]
  return rows.length >= 15 && rows.every((row) => !row.hasAttribute('aria-busy'))
}

/** As many rows of MLflow's table, each with its name. */
const theirRows = () => {
  const names = [...document.querySelectorAll('[role="row"] a[href*="/runs/"], tr a[href*="/runs/"]')]
  return names.filter((name) => name.textContent.trim() !== '').length >= 15
}

/** All charts of the comparison, each with its curves. */
const curves = () => document.querySelectorAll('main [role="img"]').length > 0 && !document.querySelector('main [data-loading]')

const theirs = `${MLFLOW_URL}/#/experiments/1/runs`
const ours = `${CAIRN_URL}/experiments`
const compare = `${CAIRN_URL}/compare?runs=${RUNS}&metric=student/long_curve&over=step`

/** Visits by turns, so that what else the machine does meets all of them. */
async function byTurns(pages) {
  const took = pages.map(() => [])
  for (let n = 0; n <= visits; n++) {
    for (const [at, [address, ready]] of pages.entries()) {
      const seen = await visit(address, ready)
      if (n > 0) took[at].push(seen.took)
      await seen.page.close()
    }
  }
  return took
}

/** From the click on the list's entry in the navigation of a page that is open, to the frame after its rows appeared. */
async function within() {
  const took = []
  for (let n = 0; n <= visits; n++) {
    const page = await context.newPage()
    await page.goto(`${CAIRN_URL}/settings`)
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    const link = page.getByRole('navigation').getByRole('link', { name: 'Experiments' })
    await link.waitFor()
    // Part of what is measured, and waits for nothing: a hand takes at least as long from the link to the click.
    await link.hover()
    await page.waitForTimeout(100)
    const start = await link.evaluate((element) => {
      const now = performance.now()
      element.click()
      return now
    })
    const seen = (await untilShown(page, ourRows)) - start
    if (n > 0) took.push(seen)
    await page.close()
  }
  return took
}

const clicked = await within()
const [mine, other, compared] = await byTurns([
  [ours, ourRows],
  [theirs, theirRows],
  [compare, curves],
])
console.log('\n  first page of the list')
const median = print('Cairn, experiments', mine)
const theirMedian = print('MLflow, runs of an experiment', other)
console.log(`  ${'MLflow needs'.padEnd(34)} ${(theirMedian / median).toFixed(1)} times the time (median)`)
print('Cairn, from a click on another page', clicked)
console.log('\n  comparison')
print(`${RUNS.split(',').length} runs, 10,000 points each`, compared)

// Scrolling through the list: in each frame after a turn of the wheel, rows in sight without a text are counted.
const { page } = await visit(ours, ourRows)
await page.mouse.move(640, 600)
let blank = 0
for (let n = 0; n < SCROLLS; n++) {
  await page.mouse.wheel(0, 600)
  blank += await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const view = document.querySelector('[aria-label^="Experiments, scrolls"]').getBoundingClientRect()
          const rows = [...document.querySelectorAll('table[aria-label="Experiments"] tbody tr[data-index]')].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect()
            return bottom > view.top && top < Math.min(view.bottom, innerHeight)
          })
          resolve(rows.length === 0 ? 1 : rows.filter((row) => row.hasAttribute('aria-busy')).length)
        }),
      ),
  )
}
const reached = await page.evaluate(() => Math.max(...[...document.querySelectorAll('tr[data-index]')].map((row) => Number(row.dataset.index))))
console.log(`\n  scrolling`)
console.log(`  ${`${SCROLLS} turns of the wheel, to row ${reached}`.padEnd(34)} ${blank} blank rows seen`)

/** Private memory of the process that draws a page, in MiB. */
async function memory(ofPage) {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const lines = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8')
      return [...lines.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm)].reduce((sum, [, kib]) => sum + Number(kib) * 1024, 0)
    })
  const heap = await ofPage.evaluate(() => performance.memory.usedJSHeapSize)
  return { process: Math.max(...sizes) / MIB, heap: heap / MIB }
}
console.log('\n  memory of the tab')
const list = await memory(page)
console.log(`  ${'list, after scrolling'.padEnd(34)} ${list.process.toFixed(0)} MiB, of them ${list.heap.toFixed(0)} MiB of JavaScript`)
await page.close()
const charts = await visit(compare, curves)
const drawn = await memory(charts.page)
console.log(`  ${'comparison'.padEnd(34)} ${drawn.process.toFixed(0)} MiB, of them ${drawn.heap.toFixed(0)} MiB of JavaScript`)
await browser.close()
