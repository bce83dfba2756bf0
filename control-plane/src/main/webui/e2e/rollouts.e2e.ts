import type { Page } from '@playwright/test'
import { expect, rest, test } from './console'
import { clean, cleanEverywhere } from './helpers'

interface Run {
  id: number
  kind: string
  name: string
  policy: string | null
}

interface Rollout {
  unit: string
  ordinal: number
  problemId: string
  text: string
}

async function tinyRun(kind: string, policy: string | null = null): Promise<Run> {
  const { items } = await rest<{ items: { runs: Run[] }[] }>('GET', `/experiments?filter=${encodeURIComponent('name == "tiny"')}`)
  const run = items[0]?.runs.find((each) => each.kind === kind && (policy === null || each.policy === policy))
  if (!run) throw new Error(`the experiment tiny has no run ${kind}`)
  return run
}

/** The narrowest screen shows no horizontal scroll bar of the page. */
async function fitsPhone(page: Page) {
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}

test('rollouts: a run is chosen by its experiment', async ({ console: page }) => {
  const run = await tinyRun('soar')
  await page.goto('/rollouts')
  await page.getByLabel('Choose a run').fill('tiny')
  await page.getByRole('listitem').filter({ hasText: 'tiny' }).first().getByRole('link', { name: run.name, exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`run=${run.id}$`))
  await expect(page.getByRole('listbox', { name: 'Rollouts' })).toBeVisible()
})

test('rollouts: filters are in the address, and arrow keys choose a completion', async ({ console: page }) => {
  const run = await tinyRun('soar')
  await page.goto(`/rollouts?run=${run.id}`)
  await expect(page.getByText(/(searched|First) \d+ of/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Verdict' }).click()
  await page.getByRole('option', { name: 'Wrong', exact: true }).click()
  await expect(page).toHaveURL(/verdict=DIFFERENT/)
  await page.getByRole('button', { name: /More filters/ }).click()
  await page.getByLabel('Outer step').fill('1')
  await expect(page).toHaveURL(/step=1/)
  const list = page.getByRole('listbox', { name: 'Rollouts' })
  await expect(list.getByRole('option').first()).toContainText('step 1')
  await expect(list.getByRole('option').first()).toContainText('Wrong')
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/at=/)
  const detail = page.getByRole('region', { name: 'Chosen completion' })
  await expect(detail.getByText('Expected answer')).toBeVisible()
  await expect(detail.getByText('Whole prompt')).toBeVisible()
  await cleanEverywhere(page)
  await page.reload()
  await expect(detail.getByText('Expected answer')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(new RegExp(`run=${run.id}$`))
})

test('rollouts: a text is searched for, and what does not occur is said to be searched for everywhere', async ({ console: page }) => {
  const run = await tinyRun('soar')
  const { items } = await rest<{ items: Rollout[] }>('GET', `/runs/${run.id}/rollouts?unit=t/0/write&limit=1`)
  const part = (items[0]?.text ?? '').slice(0, 12)
  await page.goto(`/rollouts?run=${run.id}`)
  await page.getByLabel('Text').fill(part.toUpperCase())
  await expect(page.getByRole('option').first().locator('mark')).toBeVisible()
  await page.getByLabel('Text').fill('this is in no completion')
  await expect(page.getByRole('heading', { name: 'No rollout matches' })).toBeVisible()
  await cleanEverywhere(page)
})

test('rollouts: a wrong value in the address is explained', async ({ console: page }) => {
  const run = await tinyRun('soar')
  await page.goto(`/rollouts?run=${run.id}&verdict=RIGHT`)
  await expect(page.getByRole('alert')).toContainText('VERIFIED')
  await page.goto('/rollouts?run=999999999')
  await expect(page.getByRole('alert')).toContainText('does not exist')
})

test('rollouts: hostile text is harmless and what hides is made visible', async ({ console: page }) => {
  const run = await tinyRun('soar')
  const hostile = `<img src=x onerror="document.title='hit'"><script>document.title='hit'</script> \u202e12\u202c a\u200bb $x^2 + \\frac{1}{2}$ $\\frac{$ ${'long'.repeat(2000)}`
  await page.route(/api.*\/rollouts\//, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    body.rollout.text = hostile
    body.rollout.answer = '\u202e21'
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto(`/rollouts?run=${run.id}&at=${encodeURIComponent('t/0/write/0')}`)
  const detail = page.getByRole('region', { name: 'Chosen completion' })
  await expect(detail.getByText('U+202E').first()).toBeVisible()
  await expect(detail.getByText('U+200B')).toBeVisible()
  await expect(detail.getByText('<img src=x')).toBeVisible()
  await expect(detail.locator('.katex').first()).toBeVisible()
  await expect(detail.locator('img, script')).toHaveCount(0)
  await expect(page).not.toHaveTitle('hit')
  await detail.getByRole('switch', { name: 'Draw maths' }).click()
  await expect(page).toHaveURL(/maths=raw/)
  await expect(detail.locator('.katex')).toHaveCount(0)
  await expect(detail.getByText('$x^2 +')).toBeVisible()
  await fitsPhone(page)
})

test('rollouts: on a phone the list and the completion come one after the other', async ({ console: page }) => {
  const run = await tinyRun('soar')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/rollouts?run=${run.id}`)
  await page.getByRole('option').first().click()
  await expect(page.getByRole('listbox', { name: 'Rollouts' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Chosen completion' })).toBeFocused()
  await fitsPhone(page)
  await clean(page)
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(page.getByRole('listbox', { name: 'Rollouts' })).toBeVisible()
})

test('rollouts: two policies answer one problem side by side', async ({ console: page }) => {
  const run = await tinyRun('evaluate', 'BASE')
  const other = await tinyRun('evaluate', 'PROMOTED')
  const { items } = await rest<{ items: Rollout[] }>('GET', `/runs/${run.id}/rollouts?limit=1`)
  const problem = items[0]?.problemId ?? ''
  await page.goto(`/rollouts?run=${run.id}&problem=${encodeURIComponent(problem)}&left=${run.id}`)
  await expect(page.getByText(/\d+ of \d+ correct/)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Right' }).click()
  await page.getByRole('option', { name: /Promoted student/ }).click()
  await expect(page).toHaveURL(new RegExp(`right=${other.id}`))
  await expect(page.getByText(/\d+ of \d+ correct/)).toHaveCount(2)
  await expect(page.getByText('Expected answer')).toBeVisible()
  await cleanEverywhere(page)
})

test('policies: the family tree is walked by keys, and a policy is downloaded', async ({ console: page }) => {
  const run = await tinyRun('soar')
  await page.goto('/policies')
  await page.getByLabel('Choose a run').fill('tiny')
  await page.getByRole('listitem').filter({ hasText: 'tiny' }).first().getByRole('link', { name: run.name, exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Family tree' })).toBeVisible()
  const chosen = page.getByRole('button', { pressed: true }).and(page.locator('[data-policy]'))
  await expect(chosen).toHaveAccessibleName(/promoted/)
  await cleanEverywhere(page)
  await chosen.focus()
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('heading', { name: 'base student' })).toBeVisible()
  await expect(page.getByText(/pass@1 /)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('heading', { name: 'base teacher' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download PEFT adapter' }).click()
  expect((await download).suggestedFilename()).toBe(`run-${run.id}-teacher-init.tar`)
  await expect(page.getByText('AutoPeftModelForCausalLM.from_pretrained')).toBeVisible()
})

test('policies: the table filters, and a policy whose files are gone says so', async ({ console: page }) => {
  const run = await tinyRun('soar')
  await page.goto(`/policies?run=${run.id}&role=student`)
  const table = page.getByRole('table', { name: 'Policies' })
  await expect(table.getByRole('rowheader').first()).toContainText('student')
  await page.route(/api.*\/policies\?/, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    for (const item of body.items) Object.assign(item, { kept: false, removedAt: '2026-01-01T00:00:00Z' })
    await route.fulfill({ response: answer, json: body })
  })
  await page.reload()
  await expect(page.getByText("It can't be downloaded: its files were removed.")).toBeVisible()
  await page.getByLabel('Only those whose files are kept').check()
  await expect(table.getByRole('rowheader')).toHaveCount(0)
  await fitsPhone(page)
})
