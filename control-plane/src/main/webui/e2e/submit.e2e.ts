import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, rest, signIn, test } from './console'
import { clean, fresh } from './helpers'

interface Experiment {
  id: number
  name: string
  seed: number
  preset: string | null
  clonedFrom: number | null
  state: string
  tags: Record<string, string>
  retention: Record<string, unknown>
  spec: { soar: { outer: { steps: number; tau: number } } }
}

const list = (filter: string) => rest<{ items: Experiment[] }>('GET', `/experiments?filter=${encodeURIComponent(filter)}`)
const read = (id: number | string) => rest<Experiment>('GET', `/experiments/${id}`)
const cancel = (id: number | string) => rest('POST', `/experiments/${id}:cancel`)
const setting = (page: Page, path: string) => page.locator(`[data-setting="${path}"]`)
const check = (page: Page) => page.locator('[data-check]')
const made = async (page: Page) => {
  await expect(page).toHaveURL(/\/experiments\/\d+$/)
  return page.url().split('/').at(-1) as string
}

test('an experiment is submitted from a preset with the keyboard alone', async ({ console: page }) => {
  const name = fresh('keyboard')
  await page.goto('/experiments/new')
  const use = page.getByRole('button', { name: 'Use chains', exact: true })
  await expect(use).toBeVisible()
  for (let i = 0; i < 80 && !(await use.evaluate((element) => element === document.activeElement)); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/preset=chains/)
  const field = setting(page, 'name')
  await expect(field).toBeVisible()
  for (let i = 0; i < 80 && !(await field.evaluate((element) => element === document.activeElement)); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(name)
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  await page.keyboard.press('Control+Enter')
  const id = await made(page)
  const { preset, name: stored } = await read(id)
  expect([preset, stored]).toEqual(['chains', name])
  await cancel(id)
})

test('settings are explained, found, checked while typing, marked and reset', async ({ console: page }) => {
  await page.goto('/experiments/new?preset=chains&group=outer')
  await expect(page.getByRole('heading', { name: 'Outer loop' })).toBeVisible()
  const tau = setting(page, 'soar.outer.tau')
  await expect(page.getByText('a student is promoted if the moving average is above it')).toBeVisible()
  await tau.fill('7')
  await expect(check(page)).toHaveAttribute('data-check', 'invalid')
  await expect(page.getByRole('button', { name: 'Submit experiment' })).toBeDisabled()
  await expect(tau).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Reset soar.outer.tau to 0.01' }).click()
  await expect(tau).toHaveValue('0.01')
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  await page.getByLabel('Find a setting').fill('soar.outer.tau')
  await page.getByLabel('Find a setting').press('Enter')
  await expect(page.getByRole('textbox', { name: /tau/ }).or(page.getByRole('spinbutton', { name: /tau/ }))).toBeFocused()
  await page.getByLabel('Find a setting').fill('mismatch')
  await expect(setting(page, 'soar.teacher.loss.mismatchLimit')).toBeVisible()
  await expect(setting(page, 'soar.outer.tau')).toHaveCount(0)
  await expect(page).toHaveURL(/find=mismatch/)
  await page.getByLabel('Find a setting').fill('')
  await setting(page, 'soar.outer.steps').fill('3')
  await expect(page.getByText('1 changed from chains')).toBeVisible()
  await page.getByLabel('Only changed ones').click()
  await expect(page.locator('[data-setting]')).toHaveCount(1)
  // The draft lives with the tab.
  await page.reload()
  await expect(setting(page, 'soar.outer.steps')).toHaveValue('3')
  await clean(page)
})

test('cost and time are shown beside the form, and an old answer is never shown as the newest', async ({ console: page }) => {
  const slow: (() => void)[] = []
  await page.route('**/api/v1/experiments?validateOnly=true', async (route) => {
    if ((route.request().postData() ?? '').includes('"soar.outer.steps":5}')) await new Promise<void>((resolve) => slow.push(resolve))
    await route.continue().catch(() => undefined)
  })
  await page.goto('/experiments/new?preset=chains&group=outer')
  await expect(page.locator('[data-estimate="current"]')).toContainText('Completions')
  const before = await page.locator('[data-estimate]').textContent()
  await setting(page, 'soar.outer.steps').fill('5')
  await expect.poll(() => slow.length).toBe(1)
  await expect(check(page)).toHaveAttribute('data-check', 'checking')
  await expect(page.locator('[data-estimate="stale"]')).toBeVisible()
  await setting(page, 'soar.outer.steps').fill('4')
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  const after = await page.locator('[data-estimate="current"]').textContent()
  expect(after).not.toBe(before)
  slow.forEach((go) => go())
  await expect(page.locator('[data-estimate="current"]')).toHaveText(after ?? '')
})

test('an experiment is cloned and edited, with its tags and rules', async ({ console: page }) => {
  const original = await rest<Experiment>('POST', '/experiments', { preset: 'chains', name: fresh('original'), tags: { team: 'e2e' }, retention: { rolloutText: { keep: 'SAMPLED', afterDays: 3 } } })
  await cancel(original.id)
  await page.goto(`/experiments/new?from=${original.id}&group=experiment`)
  await expect(page.getByLabel('tags', { exact: true })).toHaveValue('team=e2e')
  await setting(page, 'seed').fill('9007199254740993')
  await expect(page.getByText(`1 changed from ${original.name} #${original.id}`)).toBeVisible()
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  await page.getByRole('button', { name: 'Submit experiment' }).click()
  const id = await made(page)
  const clone = await read(id)
  expect(clone).toMatchObject({ clonedFrom: original.id, preset: 'chains', tags: { team: 'e2e' }, retention: { rolloutText: { keep: 'SAMPLED', afterDays: 3 } } })
  await cancel(id)
})

test('the JSON is completed, its errors stand at their place, and it is the same draft as the form', async ({ console: page }) => {
  await page.goto('/experiments/new?preset=chains&as=json')
  const editor = page.getByRole('textbox', { name: 'Experiment as JSON' })
  const write = async (text: string) => {
    await editor.click()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(text)
  }
  await write('{"preset": "chains", "spec": {"soar": {"outer": {"steps": 0}}}}')
  await expect(check(page)).toHaveAttribute('data-check', 'invalid')
  await expect(page.locator('.cm-lintRange-error')).toHaveText('"steps"')
  await write('{"preset": "chains", "spec": {')
  await expect(check(page)).toHaveAttribute('data-check', 'broken')
  await expect(page.getByRole('radio', { name: 'Form' })).toBeDisabled()
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /^"soar"\s*group$/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await write('{"preset": "chains", "spec": {"soar": {"outer": {"steps": 4}}}, "tags": {"a": "b"}}')
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  await page.getByText('Form', { exact: true }).click()
  await page.getByRole('button', { name: 'Outer loop' }).click()
  await expect(setting(page, 'soar.outer.steps')).toHaveValue('4')
})

test('a file is opened, and one that cannot be read says why', async ({ console: page }, info) => {
  const good = info.outputPath('spec.json')
  const bad = info.outputPath('bad.json')
  await writeFile(good, JSON.stringify({ preset: 'chains', set: { 'soar.outer.steps': 4, 'no.such.setting': 1 } }))
  await writeFile(bad, '{"preset": chains}')
  await page.goto('/experiments/new')
  const input = page.locator('input[type=file]')
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  await input.setInputFiles(bad)
  await expect(page.getByText('bad.json: This is not JSON, at character 11')).toBeVisible()
  await input.setInputFiles(good)
  await expect(setting(page, 'soar.outer.steps')).toHaveValue('4')
  await expect(check(page)).toHaveAttribute('data-check', 'invalid')
  await page.getByRole('button', { name: 'Reset no.such.setting to none' }).click()
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
})

test('nothing is submitted twice, not even when the answer is lost', async ({ console: page }) => {
  const name = fresh('once')
  let answers = 0
  await page.route('**/api/v1/experiments?validateOnly=false', async (route) => {
    if (++answers > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.goto('/experiments/new?preset=chains')
  await setting(page, 'name').fill(name)
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  const submit = page.getByRole('button', { name: 'Submit experiment' })
  await submit.click()
  await expect(page.getByText('No connection to the server')).toBeVisible()
  await submit.click()
  const id = await made(page)
  expect((await list(`name == "${name}"`)).items).toHaveLength(1)
  await cancel(id)
})

test('a viewer may look at the settings and is told what is missing', async ({ page }) => {
  const { secret } = await rest<{ secret: string }>('POST', '/tokens', { name: fresh('viewer'), role: 'viewer' })
  await signIn(page, secret)
  await page.goto('/experiments/new?preset=chains')
  await expect(page.getByText('You may look, but not submit')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Submit experiment' })).toBeDisabled()
})
