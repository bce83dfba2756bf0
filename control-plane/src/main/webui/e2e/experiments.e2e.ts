import type { Page } from '@playwright/test'
import { expect, rest, test } from './console'
import { cleanEverywhere } from './helpers'

const SUITE = `list-${Date.now()}`
const LONG = `sweep_${'x'.repeat(180)}_seed1`
const HOSTILE = '<img src=x onerror=alert(1)>'
const RTL = 'ניסוי בעברית'

const filterOf = (extra = '') => `tags.suite == "${SUITE}"${extra}`
const addressOf = (extra = '') => `/experiments?filter=${encodeURIComponent(filterOf(extra))}`

async function submitted(name: string, tags: Record<string, string> = {}): Promise<number> {
  const { id } = await rest<{ id: number }>('POST', '/experiments', {
    preset: 'chains',
    name,
    tags: { suite: SUITE, ...tags },
    // In a pool that nobody serves, so that they stay in the queue.
    set: { 'queue.pool': 'list-tests' },
  })
  return id
}

const rows = (page: Page) => page.getByRole('table', { name: 'Experiments' }).locator('tbody tr[data-index]')
const row = (page: Page, id: number) => rows(page).filter({ has: page.locator(`a[href="/experiments/${id}"]`) })

test.beforeAll(async () => {
  await rest('PUT', '/pools/list-tests', { state: 'open', trainingSlots: null }).catch(() => undefined)
  for (const [name, tags] of [
    [LONG, { team: 'red' }],
    [HOSTILE, { team: 'blue' }],
    [RTL, {}],
    ['plain', { team: 'red' }],
  ] as const)
    await submitted(name, tags)
})

test.afterAll(async () => {
  await rest('POST', '/experiments:cancel', { filter: filterOf() })
  await rest('POST', '/experiments:archive', { filter: filterOf() })
})

test('names of any kind are shown, and no name makes the page wider', async ({ console: page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(addressOf())
    await expect(rows(page)).toHaveCount(4)
    for (const name of [LONG, HOSTILE, RTL, 'plain']) await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})

test('the first rows take one request', async ({ console: page }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/experiments/table')) asked.push(request.url())
  })
  await page.goto(addressOf())
  await expect(rows(page)).toHaveCount(4)
  expect(asked).toHaveLength(1)
})

test('a queued experiment says why it waits', async ({ console: page }) => {
  await page.goto(addressOf())
  await expect(rows(page).first()).toContainText('no live control plane serves pool list-tests')
})

test('the finished experiment has its results, and its row opens it', async ({ console: page }) => {
  await page.goto(`/experiments?filter=${encodeURIComponent('name == "tiny"')}`)
  const first = rows(page).first()
  await expect(first).toContainText('succeeded')
  await expect(first).toContainText('2 / 2 steps')
  await first.getByText('2 / 2 steps', { exact: true }).click()
  await expect(page).toHaveURL(/\/experiments\/\d+$/)
})

test('arrow keys move between rows and Enter opens one', async ({ console: page }) => {
  await page.goto(addressOf())
  await expect(rows(page)).toHaveCount(4)
  await page.getByRole('region', { name: 'Experiments, scrolls' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).nth(0).getByRole('link')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  const link = rows(page).nth(1).getByRole('link')
  await expect(link).toBeFocused()
  const address = await link.getAttribute('href')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`${address}$`))
})

test('the filter completes names, operators and values, and marks a mistake', async ({ console: page }) => {
  await page.goto('/experiments')
  const field = page.getByRole('combobox', { name: 'Filter' })
  await field.fill('spec.soar.outer.ta')
  await page.getByRole('option', { name: /spec\.soar\.outer\.tau/ }).click()
  await expect(field).toHaveValue('spec.soar.outer.tau')
  await field.pressSequentially(' ')
  await expect(page.getByRole('option', { name: '>=' })).toBeVisible()
  await field.fill('state == ')
  await expect(page.getByRole('option', { name: /"failed"/ })).toBeVisible()
  await field.fill('state = "failed"')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('equality is written ==')
  await expect(page.getByRole('alert').locator('mark')).toHaveText('=')
  await field.fill(filterOf(' && name == "plain"'))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(1)
  await page.reload()
  await expect(rows(page)).toHaveCount(1)
})

test('chips count all rows and write themselves into the filter', async ({ console: page }) => {
  await page.goto(addressOf(' && true'))
  const chips = page.getByRole('group', { name: 'Quick filters' })
  await chips.getByRole('button', { name: /^queued/ }).click()
  await expect(page).toHaveURL(/state/)
  await expect(chips.getByRole('button', { name: /^queued/ })).toHaveAttribute('aria-pressed', 'true')
  await expect(rows(page)).toHaveCount(4)
  await rows(page).first().getByRole('button', { name: 'Filter by tag team: red' }).click()
  await expect(rows(page)).toHaveCount(2)
})

test('columns are chosen, sorted by, and kept in the address', async ({ console: page }) => {
  await page.goto(addressOf())
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('textbox', { name: 'Find a column' }).fill('outer.tau')
  await page.getByRole('checkbox', { name: 'soar.outer.tau' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'soar.outer.tau' }).click()
  await expect(page).toHaveURL(/sort=spec\.soar\.outer\.tau/)
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'soar.outer.tau' })).toHaveAttribute('aria-sort', 'ascending')
  await page.goto(`/experiments?filter=${encodeURIComponent('name == "tiny"')}&columns=state,metrics.student/loss&sort=-metrics.student/loss`)
  await expect(rows(page).first().locator('td').last()).toHaveText(/\d/)
})

test('a view is saved, picked, renamed, shared and deleted', async ({ console: page }) => {
  const name = `view ${SUITE}`
  await page.goto(`${addressOf()}&sort=name&columns=state,owner`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByRole('button', { name })).toBeVisible()
  await page.goto('/experiments')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page).toHaveURL(/columns=state%2Cowner/)
  await expect(rows(page)).toHaveCount(4)
  await page.getByRole('button', { name }).click()
  await page.getByRole('menuitem', { name: 'Rename, share or delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Saved views' })
  const one = dialog.locator('div').filter({ has: page.locator(`input[value="${name}"]`) }).last()
  await expect(one).toBeVisible()
  await dialog.locator(`input[value="${name}"]`).fill(`${name} 2`)
  await dialog.getByRole('button', { name: 'Rename', disabled: false }).click()
  await expect.poll(async () => (await rest<{ items: { name: string }[] }>('GET', '/list-views')).items.map((view) => view.name)).toContain(`${name} 2`)
  for (const view of (await rest<{ items: { id: number; name: string }[] }>('GET', '/list-views')).items)
    if (view.name === `${name} 2`) await rest('DELETE', `/list-views/${view.id}`)
})

test('tags are edited in place', async ({ console: page }) => {
  const id = await submitted('tagged')
  await page.goto(addressOf(' && name == "tagged"'))
  await row(page, id).hover()
  await page.getByRole('button', { name: `Edit tags of tagged #${id}` }).click()
  const dialog = page.getByRole('dialog', { name: /Tags of tagged/ })
  await dialog.getByRole('button', { name: 'Add a tag' }).click()
  await dialog.getByRole('textbox', { name: 'Key of tag 2' }).fill('round')
  await dialog.getByRole('textbox', { name: 'Value of tag 2' }).fill('7')
  await dialog.getByRole('button', { name: 'Save tags' }).click()
  await expect(row(page, id).getByRole('button', { name: 'Filter by tag round: 7' })).toBeVisible()
})

test('many are paused after a dry run says what would happen', async ({ console: page }) => {
  const ids = [await submitted('bulk'), await submitted('bulk'), await submitted('bulk')]
  await rest('POST', `/experiments/${ids[0]}:pause`)
  await page.goto(addressOf(' && name == "bulk"'))
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Select all that match the filter' }).check()
  const bar = page.getByRole('region', { name: 'Selected experiments' })
  await bar.getByRole('button', { name: 'Pause' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pause experiments' })
  await expect(dialog).toContainText('2 experiments would be paused, of 3 selected')
  await expect(dialog).toContainText('1: it is paused')
  await dialog.getByRole('button', { name: 'Pause 2 experiments' }).click()
  await expect(dialog).toContainText('2 experiments were paused')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(bar).toHaveCount(0)
  for (const id of ids) expect((await rest<{ state: string }>('GET', `/experiments/${id}`)).state).toBe('paused')
  await expect(rows(page).filter({ hasText: 'paused' })).toHaveCount(3)
})

test('an experiment that is submitted elsewhere appears', async ({ console: page }) => {
  await page.goto(addressOf(' && name == "live"'))
  await expect(page.getByRole('heading', { name: 'No experiment matches' })).toBeVisible()
  const id = await submitted('live')
  await expect(row(page, id)).toBeVisible()
})

test('axe finds nothing with rows, in both themes, also on a phone', async ({ console: page }) => {
  await page.goto(addressOf())
  await expect(rows(page)).not.toHaveCount(0)
  await expect(page.getByRole('group', { name: 'Quick filters' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select plain' }).check()
  await cleanEverywhere(page)
})
