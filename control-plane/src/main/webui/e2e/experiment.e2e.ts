import type { Page } from '@playwright/test'
import { expect, rest, sentInTenMinutes, test } from './console'
import { clean } from './helpers'

interface Experiment {
  id: number
  name: string
  state: string
  notes?: string
  archivedAt: string | null
  tags: Record<string, string>
}

const HOSTILE = '<img src=x onerror="window.hacked=1"> \u202etxet $x^2$ </script>'

/** The finished experiment that every world has. */
async function tiny(): Promise<Experiment> {
  const { items } = await rest<{ items: Experiment[] }>('GET', '/experiments?filter=' + encodeURIComponent('name == "tiny" && state == "succeeded"'))
  const [found] = items
  if (!found) throw new Error('there is no finished experiment "tiny"')
  return found
}

const made: number[] = []

/** An experiment that nobody works on, since its pool has no control plane. It is cancelled after the test. */
async function waiting(name: string, more: object = {}): Promise<Experiment> {
  await rest('PUT', '/pools/nobody', { state: 'open', trainingSlots: null })
  const submitted = await rest<Experiment>('POST', '/experiments', { preset: 'chains', name, set: { 'queue.pool': 'nobody' }, ...more })
  made.push(submitted.id)
  return submitted
}

test.afterEach(async () => {
  if (made.length > 0) await rest('POST', '/experiments:cancel', { ids: made.splice(0) })
})

const read = (id: number) => rest<Experiment>('GET', `/experiments/${id}`)

async function cancelled(name: string): Promise<Experiment> {
  const { id } = await waiting(name)
  return rest<Experiment>('POST', `/experiments/${id}:cancel`)
}

async function open(page: Page, address: string) {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[data-loading]')).toHaveCount(0)
}

test('a finished experiment shows its runs as a graph, and the address holds the chosen one', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}`)
  const graph = page.getByRole('region', { name: 'Runs and what they depend on' })
  await expect(graph.getByRole('button')).toHaveCount(6)
  await expect(graph.getByRole('button', { name: /^soar/ })).toHaveAttribute('aria-pressed', 'true')
  await graph.getByRole('button', { name: /^screen/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/run=screen/)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Run screen' })).toBeVisible()
  await page.getByText('Table', { exact: true }).click()
  const soar = page.getByRole('row', { name: /^soar/ })
  await expect(soar).toContainText('screen')
  await soar.getByRole('link').click()
  await expect(page).toHaveURL(/runs=table.*run=soar|run=soar.*runs=table/)
})

test('a tab left open on a finished experiment sends no request', async ({ console: page }) => {
  const { id } = await tiny()
  await page.clock.install()
  await open(page, `/experiments/${id}`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
  const sent = await sentInTenMinutes(page)
  expect(sent.filter((url) => url.includes('/api/'))).toEqual([])
})

test('results have intervals as picture and table, and their SQL', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}?tab=results`)
  const table = page.getByRole('table', { name: 'pass@k by policy' })
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(table.getByRole('row', { name: /^base/ })).toContainText(/% to .*%/)
  await expect(page.getByRole('img', { name: /^pass@k by policy/ })).toBeVisible()
  await expect(page.getByText('say nothing about other seeds')).toBeVisible()
  const verdicts = await page.getByRole('table', { name: 'Differences between policies' }).getByRole('row').allInnerTexts()
  for (const row of verdicts.slice(1)) expect(row).toMatch(/is better|no clear difference/)
  for (const ending of ['PNG', 'SVG', 'CSV']) {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: new RegExp(ending) }).click()
    expect((await download).suggestedFilename()).toBe(`experiment-${id}-pass-at-k.${ending.toLowerCase()}`)
  }
})

test('the report is saved in three forms', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}`)
  for (const [label, ending, begin] of [
    ['JSON', 'json', '{'],
    ['CSV', 'csv', 'experiment_id,'],
    ['Markdown', 'md', '# tiny'],
  ] as const) {
    await page.getByRole('button', { name: 'Report' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: new RegExp(label) }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe(`experiment-${id}.${ending}`)
    const { readFile } = await import('node:fs/promises')
    expect((await readFile(await file.path(), 'utf8')).startsWith(begin)).toBe(true)
  }
})

test('the spec marks what differs from the preset, and is compared with another one', async ({ console: page }) => {
  const { id } = await tiny()
  const other = await waiting('other spec', { set: { 'queue.pool': 'nobody', 'soar.outer.steps': 5 } })
  await open(page, `/experiments/${id}?tab=spec`)
  await expect(page.getByRole('table', { name: 'Changed settings' }).getByRole('row', { name: /soar\.outer\.steps/ })).toContainText('2')
  await page.getByRole('textbox', { name: 'Search settings' }).fill('outer.steps')
  await expect(page.getByRole('table', { name: 'All settings' }).getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row', { name: 'soar.outer.steps changed 2' })).toBeVisible()
  await page.getByLabel('Compare with experiment').fill(String(other.id))
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`diff=${other.id}`))
  await expect(page.getByRole('row', { name: 'soar.outer.steps 2 5' })).toBeVisible()
  const differing = await page.getByRole('table', { name: 'Settings of both' }).getByRole('row').count()
  await page.getByText('All settings', { exact: true }).click()
  expect(await page.getByRole('table', { name: 'Settings of both' }).getByRole('row').count()).toBeGreaterThan(differing)
})

test('cost stands beside estimate and budget', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}?tab=cost`)
  const used = page.getByRole('table', { name: 'Used, expected and allowed' })
  await expect(used.getByRole('row', { name: /^Rollouts/ })).toContainText('no limit')
  await expect(page.getByRole('table', { name: 'Cost by run' }).getByRole('row', { name: /^soar/ })).toBeVisible()
  const limited = await waiting('limited', { set: { 'queue.pool': 'nobody', 'budget.experiment.rollouts': 12345 } })
  await open(page, `/experiments/${limited.id}?tab=cost`)
  await expect(used.getByRole('row', { name: /^Rollouts/ })).toContainText('12,345')
})

test('events are listed, the newest first', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}?tab=events`)
  await expect(page.getByRole('table', { name: 'Events, newest first' }).getByRole('row').nth(1)).toContainText(/Succeeded/)
})

test('records are saved as Parquet', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}?tab=data`)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save pass_at_k as Parquet' }).click()
  expect((await download).suggestedFilename()).toBe(`experiment-${id}-pass_at_k.parquet`)
})

test('a waiting experiment says why, is paused, resumed and cancelled, and tells when it may not be', async ({ console: page }) => {
  const { id } = await waiting('verbs in the browser')
  await open(page, `/experiments/${id}`)
  await expect(page.getByRole('button', { name: /^screen.*nobody/s })).toBeVisible()
  await expect(page.getByRole('button', { name: /^soar.*Waiting for screen/s })).toBeVisible()
  const about = page.getByRole('region', { name: 'About the experiment' })
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click()
  await expect(about.getByText('paused', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Resume', exact: true }).first().click()
  await expect(about.getByText('queued', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel experiment' }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel experiment verbs in the browser?' })
  await dialog.getByRole('button', { name: 'Keep running' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await read(id)).state).toBe('queued')
  await page.getByRole('button', { name: 'Cancel experiment' }).click()
  await dialog.getByRole('button', { name: 'Cancel experiment' }).click()
  await expect(about.getByText('cancelled', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Retry', exact: true }).first().click()
  await expect(about.getByText('queued')).toBeVisible()
})

test('a restart begins again with new runs', async ({ console: page }) => {
  const { id } = await cancelled('to restart')
  await open(page, `/experiments/${id}`)
  await page.getByRole('button', { name: 'Restart', exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click()
  await expect(page.getByRole('button', { name: /^screen \(2\)/ })).toBeVisible()
})

test('name, tags and notes are changed in place, and hostile texts stay texts', async ({ console: page }) => {
  const { id } = await waiting('before')
  await open(page, `/experiments/${id}`)
  await page.getByRole('button', { name: 'Rename the experiment' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('x'.repeat(200))
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('x'.repeat(200))
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)
  await page.getByRole('button', { name: 'Edit the tags' }).click()
  await page.getByRole('textbox', { name: 'Tag' }).fill('team')
  await page.getByRole('textbox', { name: 'Value' }).fill('<b>algebra</b>')
  await page.getByRole('button', { name: 'Add tag' }).click()
  await expect(page.getByRole('button', { name: 'Remove the tag team' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Write notes' }).click()
  await page.getByRole('textbox', { name: 'Notes' }).fill(`${HOSTILE}\nsecond line`)
  await page.getByRole('button', { name: 'Save notes' }).click()
  await expect(page.getByText('U+202E')).toBeVisible()
  await expect(page.getByText('<img src=x')).toBeVisible()
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  const now = await read(id)
  expect([now.name, now.tags, now.notes]).toEqual(['x'.repeat(200), { team: '<b>algebra</b>' }, `${HOSTILE}\nsecond line`])
  await clean(page)
})

test('notes that somebody else wrote meanwhile are not overwritten', async ({ console: page }) => {
  const { id } = await waiting('two writers')
  await open(page, `/experiments/${id}`)
  await page.getByRole('button', { name: 'Write notes' }).click()
  await page.getByRole('textbox', { name: 'Notes' }).fill('mine')
  await fetch(`${process.env.CAIRN_URL}/api/v1/experiments/${id}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${process.env.CAIRN_TOKEN}`, 'Content-Type': 'application/json', 'If-Match': '*' },
    body: JSON.stringify({ notes: 'theirs' }),
  })
  await page.getByRole('button', { name: 'Save notes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody else changed the notes' })).toBeVisible()
  expect((await read(id)).notes).toBe('theirs')
})

test('it is archived, taken out again, and deleted after its number is typed', async ({ console: page }) => {
  const { id } = await cancelled('to delete')
  await open(page, `/experiments/${id}`)
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('button', { name: 'Unarchive' })).toBeVisible()
  expect((await read(id)).archivedAt).not.toBeNull()
  await page.getByRole('button', { name: 'Unarchive' }).click()
  await expect(page.getByRole('button', { name: 'Archive', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Delete experiment' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete experiment ${id} for good?` })
  await expect(dialog).toContainText('6 runs')
  const button = dialog.getByRole('button', { name: 'Delete experiment' })
  await expect(button).toBeDisabled()
  await dialog.getByRole('textbox').fill(`delete ${id}`)
  await button.click()
  await expect(page).toHaveURL(/\/experiments$/)
  await expect(read(id)).rejects.toThrow('404')
})

test('an experiment that does not exist says so, and no number is no page', async ({ console: page }) => {
  await page.goto('/experiments/999999')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no experiment 999999')
  await page.goto('/experiments/abc')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address')
})

test('clone and edit starts a new experiment from it', async ({ console: page }) => {
  const { id } = await tiny()
  await open(page, `/experiments/${id}`)
  await page.getByRole('link', { name: 'Clone and edit' }).click()
  await expect(page).toHaveURL(new RegExp(`/experiments/new\\?from=${id}`))
})
