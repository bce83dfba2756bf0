import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, rest, test } from './console'
import { cleanEverywhere } from './helpers'

const editor = (page: Page) => page.getByRole('textbox', { name: 'SQL query' })

async function type(page: Page, sql: string) {
  await editor(page).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(sql)
}

test('a query is typed and run with Ctrl+Enter, and the address holds it', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, "select 1 as one, null as nothing, '<img src=x onerror=alert(1)>' as text")
  await page.keyboard.press('Control+Enter')
  const answer = page.getByRole('table', { name: 'Answer' })
  await expect(answer.getByRole('columnheader', { name: 'one' })).toBeVisible()
  await expect(answer).toContainText('NULL')
  await expect(answer).toContainText('<img src=x onerror=alert(1)>')
  await expect(page).toHaveURL(/sql=select/)
  await page.reload()
  await expect(editor(page)).toContainText('select 1 as one')
})

test('a link from elsewhere is shown and waits; a link of the console runs', async ({ console: page }) => {
  await page.goto(`/sql?sql=${encodeURIComponent('select 4711 as n')}`)
  await expect(editor(page)).toContainText('select 4711')
  await expect(page.getByRole('table', { name: 'Answer' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Answer' })).toContainText('4711')
  const { items } = await rest<{ items: { id: number }[] }>('GET', `/experiments?filter=${encodeURIComponent('name == "tiny"')}`)
  await page.goto(`/compare?experiments=${items[0]?.id}`)
  await page.getByRole('region', { name: 'Settings that differ' }).or(page.getByRole('region', { name: 'Results' })).first().getByRole('link', { name: 'SQL' }).click()
  await expect(page.getByRole('table', { name: 'Answer' })).toBeVisible()
})

test('a mistake is marked at its place', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, 'select nosuchcolumn from history.runs')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('nosuchcolumn')
  await expect(page.getByRole('alert')).toContainText('At character 8, line 1')
  await expect(page.locator('.cm-lintRange-error')).toHaveText('nosuchcolumn')
})

test('views and columns are completed', async ({ console: page }) => {
  await page.goto('/sql')
  await expect(page.getByRole('button', { name: 'Query outer_steps' })).toBeVisible()
  await type(page, 'select * from history.outer_st')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /outer_steps/ }).first()).toBeVisible()
  await type(page, 'select  from history.outer_steps')
  await page.keyboard.press('Home')
  for (let i = 0; i < 'select '.length; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.type('moving_a')
  await expect(page.getByRole('option', { name: /moving_average/ }).first()).toBeVisible()
})

test('parameters have types, and the limit says that it cut', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, 'select g from generate_series(1, :last) g')
  await page.getByLabel(':last', { exact: true }).fill('x')
  await page.locator('input[aria-label="Type of :last"]').click()
  await page.getByRole('option', { name: 'integer', exact: true }).click()
  await expect(page.getByText('Not a whole number')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  await page.getByLabel(':last', { exact: true }).fill('1500')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('Only the first 1,000 rows are shown')).toBeVisible()
  await expect(page).toHaveURL(/values=/)
})

test('an answer is drawn, with its columns chosen', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, "select g as step, g * g as value, g % 2 = 0 as even from generate_series(1, 50) g")
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText('Chart', { exact: true }).click()
  await expect(page.getByRole('img', { name: 'value over step, 1 series' })).toBeVisible()
  await page.getByLabel('A series for each').first().click()
  await page.getByRole('option', { name: 'even' }).click()
  await expect(page.getByRole('img', { name: 'value over step, 2 series' })).toBeVisible()
  await expect(page).toHaveURL(/show=chart/)
})

test('a slow query is cancelled', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, 'select count(*) from generate_series(1, 30000) a, generate_series(1, 300000) b')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('The query is running')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText('The query was cancelled.')).toBeVisible()
})

test('the plan is explained', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, 'select * from history.runs')
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page.getByRole('heading', { name: 'Plan' })).toBeVisible()
  await expect(page.locator('pre')).toContainText('cost=')
})

test('a query is saved, shared, loaded, changed and deleted', async ({ console: page }) => {
  const name = `e2e ${Date.now()}`
  await page.goto('/sql')
  await type(page, 'select :a::int + 1 as next')
  await page.getByLabel(':a', { exact: true }).fill('41')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save as new' }).click()
  await expect(page.getByRole('heading', { name: `Query: ${name}` })).toBeVisible()
  await expect(page).toHaveURL(/saved=\d+/)
  const saved = new URL(page.url()).searchParams.get('saved')
  await page.goto(`/sql?saved=${saved}&tab=saved`)
  await expect(editor(page)).toContainText('select :a::int + 1 as next')
  await expect(page.getByLabel(':a', { exact: true })).toHaveValue('41')
  const item = page.getByRole('listitem').filter({ hasText: name })
  await item.getByRole('button', { name: 'Share' }).click()
  await expect(item.getByText('shared', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(`${name} renamed`)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: `Query: ${name} renamed` })).toBeVisible()
  await item.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(item).toHaveCount(0)
})

test('questions of the cookbook come with their parameters, and are on record', async ({ console: page }) => {
  await page.goto('/sql?tab=cookbook')
  await page.getByRole('button', { name: 'How long do units take, by kind: median and 95th percentile?' }).click()
  await expect(editor(page)).toContainText('history.units')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Answer' }).or(page.getByText('No rows'))).toBeVisible()
  await page.getByRole('tab', { name: 'Recent' }).click()
  await expect(page.getByRole('listitem').first()).toContainText('How long do units take, by kind')
})

test('all rows are downloaded as a file', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, 'select g from generate_series(1, 3000) g')
  await page.getByRole('button', { name: 'Download all rows' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV', exact: true }).click()])
  expect(file.suggestedFilename()).toBe('answer.csv')
  const text = await readFile(await file.path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(3001)
})

test('axe finds nothing with an answer, in both themes, also on a phone', async ({ console: page }) => {
  await page.goto('/sql')
  await type(page, 'select * from history.runs')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('table', { name: 'Answer' })).toBeVisible()
  await cleanEverywhere(page)
})
