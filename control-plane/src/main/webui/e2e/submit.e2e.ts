import { writeFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, rest, signIn, test } from './console'

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
/** Names differ between tests and between runs of them. */
const fresh = (name: string) => `${name}-${Date.now().toString(36)}`
const made = async (page: Page) => {
  await expect(page).toHaveURL(/\/experiments\/\d+$/)
  return page.url().split('/').at(-1) as string
}
async function clean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

test('an experiment is submitted from a preset with the keyboard alone', async ({ console: page }) => {
  const name = fresh('keyboard')
  await page.goto('/experiments/new')
  const use = page.getByRole('button', { name: 'Use chains' })
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
  await expect(page.getByRole('option', { name: '"soar" group' })).toBeVisible()
  await page.keyboard.press('Escape')
  await write('{"preset": "chains", "spec": {"soar": {"outer": {"steps": 4}}}, "tags": {"a": "b"}}')
  await expect(check(page)).toHaveAttribute('data-check', 'valid')
  await page.getByText('Form', { exact: true }).click()
  await page.getByRole('button', { name: 'Outer loop' }).click()
  await expect(setting(page, 'soar.outer.steps')).toHaveValue('4')
})

test('a file is opened, and one that can not be read says why', async ({ console: page }, info) => {
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
  await page.goto('/problem-sets?tab=upload')
  await expect(page.getByText('need the role operator')).toBeVisible()
  await page.goto('/problem-sets?tab=grader')
  await expect(page.getByText('Grading needs the role operator')).toBeVisible()
})

const HOSTILE = '<img src=x onerror=alert(1)> \u202Eabc\u202C $\\frac{1}{2}$ and <script>alert(2)</script>'

test('a problem set is previewed, stored, searched and shows where it is used', async ({ console: page }, info) => {
  const alerts: string[] = []
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message())
    void dialog.dismiss()
  })
  const name = fresh('set')
  const rows = Array.from({ length: 250 }, (_, i) => ({ problem: i === 3 ? HOSTILE : `What is $${i}^2$?`, answer: String(i * i), level: 'x' }))
  const file = info.outputPath(`${name}.jsonl`)
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n') + '\n{"problem": "Prove it.", "answer": "notfound"}\n')
  await page.goto('/problem-sets?tab=upload')
  await page.getByLabel('Problem file').setInputFiles(file)
  const preview = page.locator('[data-preview]')
  await expect(preview).toContainText('250')
  await expect(preview.getByRole('row', { name: 'problem the question' })).toBeVisible()
  await expect(preview.getByRole('row', { name: 'level not used' })).toBeVisible()
  await expect(preview.getByText('Set aside: 1')).toBeVisible()
  await expect(preview.getByText('U+202E')).toBeVisible()
  await expect(preview.locator('.katex').first()).toBeVisible()
  await clean(page)
  await page.getByRole('button', { name: 'Store 250 problems' }).click()
  await expect(page).toHaveURL(new RegExp(`/problem-sets/${name}$`))
  await expect(page.getByText('No experiment uses this set yet.')).toBeVisible()
  await page.getByLabel('Search in id, question and answer').fill('62001')
  await expect(page.locator('[data-problem]')).toHaveCount(1)
  await expect(page.locator('[data-problem="249"]')).toBeVisible()
  await page.reload()
  await expect(page.locator('[data-problem]')).toHaveCount(1)
  await page.getByLabel('Search in id, question and answer').fill('')
  await expect(page.getByText('100 loaded of 250 problems')).toBeVisible()
  await page.getByRole('region', { name: 'Problems, scrolls' }).evaluate((region) => region.scrollTo(0, region.scrollHeight))
  await expect(page.getByText(/200 loaded of 250 problems|250 found/)).toBeVisible()
  await clean(page)
  await page.goto('/problem-sets')
  await expect(page.getByRole('link', { name })).toBeVisible()
  expect(alerts).toEqual([])
})

test('a file that can not be stored is refused with its line', async ({ console: page }, info) => {
  const file = info.outputPath('broken.jsonl')
  await writeFile(file, '{"question": "a", "answer": "1"}\n{"question": "b", oops\n')
  await page.goto('/problem-sets?tab=upload')
  await page.getByLabel('Problem file').setInputFiles(file)
  await expect(page.getByText('This file can not be stored')).toBeVisible()
  await expect(page.getByText('{"question": "b", oops')).toBeVisible()
})

test('a set shows its experiments, and what a screening found', async ({ console: page }) => {
  const name = fresh('uses')
  const mine = await rest<Experiment>('POST', '/experiments', { preset: 'chains', name })
  await cancel(mine.id)
  const tiny = (await rest<{ items: { id: number; experimentId: number }[] }>('GET', `/runs?filter=${encodeURIComponent('experimentName == "tiny" && kind == "screen"')}`)).items[0]
  await page.goto('/problem-sets/chains')
  const row = page.getByRole('row', { name })
  await expect(row).toContainText('cancelled')
  await expect(row.getByRole('link', { name: /^run \d+$/ })).toHaveAttribute('href', /screening=\d+/)
  await page.goto(`/problem-sets/chains?screening=${tiny?.id}`)
  await expect(page.locator('[data-problem]').first()).toContainText(/solved \d+ of \d+/)
  await page.getByLabel('Never solved').click()
  await expect(page.locator('[data-problem]').first()).toContainText('solved 0 of')
  await expect(page).toHaveURL(/unsolved=1/)
  await clean(page)
})

test('the grader gives the verdicts of both rules, what was in the box, and why', async ({ console: page }) => {
  await page.goto('/problem-sets?tab=grader')
  await page.getByLabel('Completion').fill('So it is \\boxed{\\frac{1}{2}}.')
  await page.getByLabel('Reference answer').fill('0.5')
  await page.getByRole('button', { name: 'Add a pair' }).click()
  const second = page.getByRole('group', { name: 'Pair 1' })
  await second.getByLabel('What is graded').selectOption('answer')
  await second.getByRole('textbox', { name: 'Answer', exact: true }).fill('100 \\text{ cm}')
  await second.getByLabel('Reference answer').fill('100 \\text{ m}')
  await page.getByRole('button', { name: 'Grade 2 pairs' }).click()
  const first = page.getByRole('region', { name: 'Verdicts on pair 0' })
  await expect(first.locator('[data-rule="STRICT"]')).toHaveAttribute('data-verdict', 'verified', { timeout: 60_000 })
  await expect(first.getByText('\\frac{1}{2}', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Verdicts on pair 1' }).locator('[data-rule="STRICT"]')).toHaveAttribute('data-verdict', 'different')
  await page.reload()
  await expect(page.getByLabel('Completion')).toHaveValue('So it is \\boxed{\\frac{1}{2}}.')
  await clean(page)
})
