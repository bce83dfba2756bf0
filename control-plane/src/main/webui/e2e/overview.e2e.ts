import { expect, rest, test } from './console'
import { cleanEverywhere } from './helpers'

interface Submitted {
  id: number
  runs: { id: number; name: string }[]
}

const made: number[] = []

/** An experiment that no control plane of these tests claims, since none serves its pool. It is cancelled after the test. */
async function parked(name: string, pool: string): Promise<Submitted> {
  await rest('PUT', `/pools/${pool}`, { state: 'open', trainingSlots: null })
  const submitted = await rest<Submitted>('POST', '/experiments', { preset: 'chains', name, set: { 'queue.pool': pool } })
  made.push(submitted.id)
  return submitted
}

test.afterEach(async () => {
  await rest('POST', '/queue:resume')
  if (made.length > 0) await rest('POST', '/experiments:cancel', { ids: made.splice(0) })
})

const HOSTILE = `lr3e-4_${'x'.repeat(150)}_12 <img src=x onerror=alert(1)>`

test('the overview shows health, queue, failures and the result of the finished experiment', async ({ console: page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Health' })).toBeVisible()
  for (const subject of ['Control planes', 'Engines', 'Trainers', 'Graders', 'Database', 'Disk']) {
    await expect(page.getByRole('region', { name: 'Health' }).getByRole('link', { name: subject })).toBeVisible()
  }
  await expect(page.getByText(/PostgreSQL \d/)).toBeVisible()
  await expect(page.getByText(/GiB free at/)).toBeVisible()
  const results = page.getByRole('table', { name: 'Last results' })
  await expect(results.getByRole('link', { name: /^tiny #\d+$/ })).toBeVisible()
  await page.getByRole('region', { name: 'Health' }).getByRole('link', { name: 'Disk' }).click()
  await expect(page).toHaveURL(/\/services#parts$/)
})

test('a run that waits shows its reason on the overview and in the queue within a second', async ({ console: page }) => {
  await page.goto('/queue')
  await expect(page.locator('[data-freshness="live"]')).toBeVisible()
  const { id } = await parked(HOSTILE, 'nobody')
  const row = page.getByRole('table', { name: 'Waiting runs' }).getByRole('row').filter({ hasText: new RegExp(`#${id}\\b`) }).first()
  await expect(row).toContainText('No live control plane serves pool nobody', { timeout: 2_000 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Queue' })).toContainText('Longest wait')
})

test('priority and pool change where they are shown, and a change by somebody else is not overwritten', async ({ console: page }) => {
  const { id, runs } = await parked('place', 'nobody')
  await rest('PUT', '/pools/other', { state: 'open', trainingSlots: null })
  const screen = runs.find(({ name }) => name === 'screen')!.id
  await page.goto('/queue')
  const row = page.getByRole('table', { name: 'Waiting runs' }).getByRole('row').filter({ hasText: new RegExp(`#${id}\\b`) }).filter({ hasText: 'screen' }).first()
  await row.getByRole('button', { name: /^Priority 0, pool nobody/ }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Priority').fill('7')
  await form.getByRole('button', { name: 'Change' }).click()
  await expect(row.getByRole('button', { name: /^Priority 7, pool nobody/ })).toBeVisible()

  await row.getByRole('button', { name: /^Priority 7/ }).click()
  await expect(form.getByLabel('Priority')).toHaveValue('7')
  await fetch(`${process.env.CAIRN_URL}/api/v1/runs/${screen}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${process.env.CAIRN_TOKEN}`, 'Content-Type': 'application/json', 'If-Match': '*' },
    body: JSON.stringify({ priority: 9 }),
  })
  await form.getByLabel('Priority').fill('8')
  await form.getByRole('button', { name: 'Change' }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await form.getByRole('button', { name: 'Read it again' }).click()
  await expect(form.getByLabel('Priority')).toHaveValue('9')
  await form.getByRole('combobox', { name: 'Pool' }).click()
  await page.getByRole('option', { name: 'other' }).click()
  await form.getByRole('button', { name: 'Change' }).click()
  await expect(row.getByRole('button', { name: /^Priority 9, pool other/ })).toBeVisible()
})

test('a single run and the whole queue are paused and resumed', async ({ console: page }) => {
  const { id } = await parked('pauses', 'nobody')
  await page.goto('/queue')
  const row = page.getByRole('table', { name: 'Waiting runs' }).getByRole('row').filter({ hasText: new RegExp(`#${id}\\b`) }).filter({ hasText: 'screen' }).first()
  await row.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(row).toContainText('paused')
  await row.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(row).toContainText('queued')
  await page.getByRole('button', { name: 'Pause queue' }).click()
  await expect(page.getByText('Queue is paused', { exact: true })).toBeVisible()
  await expect(row).toContainText('The queue is paused; resume it to start runs.')
  await page.getByRole('button', { name: 'Drain queue' }).click()
  await expect(page.getByText('Queue is draining', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Resume queue' }).click()
  await expect(page.getByText('Queue is open', { exact: true })).toBeVisible()
})

test('pools and quotas are added, changed and deleted', async ({ console: page }) => {
  // Left by a test that was interrupted.
  for (const path of ['/pools/by-browser', '/quotas/ada']) await rest('DELETE', path).catch(() => undefined)
  await page.goto('/queue?tab=pools')
  await page.getByRole('button', { name: 'Add pool' }).click()
  let dialog = page.getByRole('dialog', { name: 'Add pool' })
  await dialog.getByLabel('Name').fill('default')
  await expect(dialog).toContainText('There is a pool of this name')
  await dialog.getByLabel('Name').fill('by-browser')
  await dialog.getByLabel('Training slots').fill('4')
  await dialog.getByRole('button', { name: 'Add pool' }).click()
  const pool = page.getByRole('row').filter({ hasText: 'by-browser' })
  await expect(pool).toContainText('4')
  await pool.getByRole('button', { name: 'Edit pool by-browser' }).click()
  dialog = page.getByRole('dialog', { name: 'Edit pool by-browser' })
  await dialog.getByText('paused', { exact: true }).click()
  await dialog.getByLabel('Training slots').fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(pool).toContainText('no limit')
  await expect(pool).toContainText('paused')
  await pool.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('dialog', { name: 'Delete pool by-browser?' })).toContainText('nothing can be queued in it')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(pool).toHaveCount(0)

  await page.getByRole('tab', { name: 'Quotas' }).click()
  await expect(page).toHaveURL(/tab=quotas/)
  await page.getByRole('button', { name: 'Add quota' }).click()
  await page.getByRole('dialog').getByLabel('Owner').fill('ada')
  await page.getByRole('dialog').getByLabel('Runs in progress at a time').fill('2')
  await page.getByRole('dialog').getByRole('button', { name: 'Add quota' }).click()
  const quota = page.getByRole('row').filter({ hasText: 'ada' })
  await expect(quota).toContainText('at most 2')
  await quota.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('There is no quota')).toBeVisible()
})

test('an engine is registered, probed, edited and deleted', async ({ console: page }) => {
  await rest('DELETE', '/engines/by-browser').catch(() => undefined)
  await page.goto('/services')
  await page.getByRole('button', { name: 'Register engine' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('by-browser')
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9')
  await dialog.getByRole('button', { name: 'Register' }).click()
  const row = page.getByRole('table', { name: 'Registered engines' }).getByRole('row').filter({ hasText: 'by-browser' })
  await expect(row).toContainText('http://127.0.0.1:9')
  await row.getByRole('button', { name: 'Probe' }).click()
  await expect(page.getByText("by-browser can't be used")).toBeVisible()
  await expect(row).toContainText('down')
  await row.getByRole('button', { name: 'Edit engine by-browser' }).click()
  await dialog.getByLabel('Max adapters').fill('16')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('16')
  await row.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog).toContainText('Its registration at http://127.0.0.1:9 is lost')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(row).toHaveCount(0)
})

test('control planes show what they do and the health of their parts', async ({ console: page }) => {
  await page.goto('/services')
  const planes = page.getByRole('region', { name: 'Control planes' })
  await expect(planes.getByText('claims runs')).toBeVisible()
  for (const part of ['Engine', 'Trainer', 'Grader', 'Database', 'Disk']) await expect(planes.getByText(part, { exact: true })).toBeVisible()
})

test('nothing that axe finds with a run that waits, in both themes, also on a phone', async ({ console: page }) => {
  await parked(HOSTILE, 'nobody')
  for (const address of ['/', '/queue']) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await cleanEverywhere(page, address)
  }
})
