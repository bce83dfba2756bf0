import { expect, rest, signIn, test } from './console'
import { clean, fresh } from './helpers'

interface Run {
  id: number
  kind: string
}
interface Experiment {
  id: number
  name: string
  runs: Run[]
}

async function tiny(): Promise<Experiment> {
  const { items } = await rest<{ items: { id: number; name: string }[] }>('GET', '/experiments?limit=1000')
  return rest<Experiment>('GET', `/experiments/${items.find(({ name }) => name === 'tiny')?.id}`)
}

test('a token is made, its secret shown once, and it is revoked', async ({ console: page }) => {
  const name = fresh('bot')
  await page.goto('/access')
  await page.getByLabel('Name of its holder').fill(name)
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /^operator/ }).click()
  await page.getByRole('button', { name: 'Make token' }).click()
  const made = page.getByRole('status').filter({ hasText: `The token of ${name}` })
  const secret = (await made.getByLabel('The token').textContent()) ?? ''
  expect(secret).toMatch(/^cairn_/)
  const me = await fetch(`${new URL(page.url()).origin}/api/v1/me`, { headers: { Authorization: `Bearer ${secret}` } })
  expect(await me.json()).toMatchObject({ name, role: 'operator', scope: 'full' })
  await clean(page)
  await made.getByRole('button', { name: 'Done, hide it' }).click()
  await expect(page.getByText(secret)).toHaveCount(0)

  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('button', { name: 'Revoke' }).click()
  const dialog = page.getByRole('dialog', { name: `Revoke the token of ${name}?` })
  await clean(page)
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row).toHaveCount(0)
  await page.getByLabel('Show those that have ended').check()
  await expect(row).toContainText('revoked')
  await expect(page).toHaveURL(/ended=true/)
})

test('what the server refuses is said at the form', async ({ console: page }) => {
  await page.goto('/access')
  await page.getByLabel('Name of its holder').fill('not a name')
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByRole('alert')).toContainText('must be 1 to 63 letters')
})

test('another browser is signed out from the list of sessions', async ({ console: page, browser, baseURL }) => {
  const name = fresh('guest')
  const { secret } = await rest<{ secret: string }>('POST', '/tokens', { name, role: 'viewer' })
  const other = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage()
  await signIn(other, secret)
  await other.goto('/settings')
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Settings')

  await page.goto('/access?tab=sessions')
  await expect(page.getByText('this browser')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row).toHaveCount(0)
  await other.reload()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await other.context().close()
})

test('a sign-in link opens the console elsewhere, once', async ({ console: page, browser }) => {
  await page.goto('/access?tab=links')
  await page.getByRole('button', { name: 'Make a sign-in link' }).click()
  const link = (await page.getByLabel('The link').textContent()) ?? ''
  expect(link).toContain('#code=')
  const { pathname, hash } = new URL(link)
  const other = await (await browser.newContext()).newPage()
  await other.goto(new URL(page.url()).origin + pathname + hash)
  await expect(other.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await other.context().close()
})

test('a SQL login is made with what connects psql and pandas, and revoked', async ({ console: page }) => {
  const name = fresh('ana')
  await page.goto('/access?tab=sql')
  await page.getByLabel('Person').fill(name)
  await page.getByRole('button', { name: 'Make SQL login' }).click()
  const made = page.getByRole('status').filter({ hasText: 'The password of' })
  await expect(made).toContainText(`user=history_${name}`)
  await expect(made).toContainText('sqlalchemy.create_engine')
  await clean(page)
  const row = page.getByRole('row').filter({ hasText: `history_${name}` })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row).toHaveCount(0)
})

test('a viewer sees the own sessions, and why there is no more', async ({ page }) => {
  const { secret } = await rest<{ secret: string }>('POST', '/tokens', { name: fresh('viewer'), role: 'viewer' })
  await signIn(page, secret)
  await page.goto('/access')
  await expect(page.getByText('are managed by admins')).toBeVisible()
  await expect(page.getByText('this browser')).toBeVisible()
  await page.goto('/audit')
  await expect(page.getByText('You may not see the audit')).toBeVisible()
  await clean(page)
})

test('the audit shows who changed what, filtered and in detail', async ({ console: page }) => {
  const owner = fresh('ana')
  await rest('PUT', `/quotas/${owner}`, { maxRunning: 3 })
  await rest('PUT', `/quotas/${owner}`, { maxRunning: 4 })
  await rest('DELETE', `/quotas/${owner}`)
  await page.goto(`/audit?target=/api/v1/quotas/${owner}`)
  await expect(page.getByRole('row')).toHaveCount(4)
  const row = page.getByRole('row').nth(2)
  await expect(row).toContainText('maxRunning: 3 → 4')
  await row.getByRole('button', { name: /^Details of/ }).click()
  const details = page.getByRole('dialog')
  await expect(details.getByRole('row').filter({ hasText: 'maxRunning' })).toBeVisible()
  await expect(page).toHaveURL(/entry=\d+/)
  await clean(page)
  await page.reload()
  await expect(details).toContainText('maxRunning')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)

  await rest('POST', '/history/saved-queries', { name: `${fresh('x')} <img src=x onerror=alert(1)>`, description: '', sql: 'select 1', shared: false, parameters: [] })
  await page.goto('/audit')
  await page.getByRole('button', { name: /^Details of .*saved-queries/ }).first().click()
  await expect(details).toContainText('<img src=x onerror=alert(1)>')

  await page.goto('/audit?actor=nobody-of-that-name')
  await expect(page.getByRole('heading', { name: 'No change matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByRole('table', { name: 'Changes' })).toBeVisible()
})

test('the logs of a run are filtered by source, level and text, and downloaded', async ({ console: page }) => {
  const run = (await tiny()).runs.find(({ kind }) => kind === 'soar')
  await page.goto(`/runs/${run?.id}/logs`)
  const lines = page.getByRole('region', { name: 'Log lines, scrolls' })
  await expect(lines).toContainText(`run ${run?.id} succeeded`)
  await clean(page)
  await page.getByLabel('Text', { exact: true }).fill('succeeded')
  await expect(lines.getByRole('listitem')).toHaveCount(1)
  await expect(page).toHaveURL(/text=succeeded/)
  await page.getByRole('combobox', { name: 'Level' }).click()
  await page.getByRole('option', { name: 'Errors', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No lines' })).toBeVisible()

  await page.goto(`/runs/${run?.id}/logs?source=engine`)
  await expect(lines).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()])
  expect(file.suggestedFilename()).toBe(`run-${run?.id}-engine.log`)

  await page.goto(`/runs/${run?.id}/logs?source=worker`)
  await expect(page.getByText('Python runs inside the control plane')).toBeVisible()
})

test('a run that does not exist has no log', async ({ console: page }) => {
  await page.goto('/runs/999999999/logs')
  await expect(page.getByRole('alert').first()).toContainText('Run 999999999 does not exist')
})

test('the theme and the rows of tables are chosen, and kept', async ({ console: page }) => {
  await page.goto('/settings')
  const root = page.locator('html')
  await page.getByText('Dark', { exact: true }).click()
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByText('Dense', { exact: true }).click()
  await clean(page)
  await page.reload()
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect(root).toHaveAttribute('data-density', 'dense')
  await page.getByText('Light', { exact: true }).click()
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light')
  await expect(page.getByText('Schema of the database')).toBeVisible()
})

test('the glossary is searched, and each word can be linked to', async ({ console: page }) => {
  await page.goto('/settings#term-tau')
  await expect(page.locator('#term-tau')).toBeInViewport()
  await page.getByLabel('Find a word').fill('Hard-Only')
  await expect(page.locator('#term-hard-only')).toBeVisible()
  await expect(page.locator('#term-kl')).toHaveCount(0)
})
