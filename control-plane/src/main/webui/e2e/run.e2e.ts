import { expect, rest, sentInTenMinutes, test } from './console'
import { cleanEverywhere } from './helpers'

interface Run {
  id: number
  name: string
  kind: string
  state: string
}

/** The runs of the tiny experiment, by name. */
async function tiny(): Promise<{ id: number; runs: Map<string, Run> }> {
  const { items } = await rest<{ items: { id: number; runs: Run[] }[] }>('GET', `/experiments?filter=${encodeURIComponent('name == "tiny"')}&sort=createdAt`)
  const experiment = items[0]!
  return { id: experiment.id, runs: new Map(experiment.runs.map((run) => [run.kind, run])) }
}

test('a soar run shows its rewards first, then every step, and sends nothing more once it has ended', async ({ console: page }) => {
  const { runs } = await tiny()
  const id = runs.get('soar')!.id
  await page.clock.install()
  await page.goto(`/runs/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Run soar')
  const chart = page.getByRole('img', { name: /Mean reward and its moving average over 2 outer steps/ })
  await expect(chart).toBeVisible()
  expect((await chart.boundingBox())!.y).toBeLessThan(600)
  await expect(page.getByRole('table', { name: 'Outer steps' }).getByRole('row')).toHaveCount(3)
  await cleanEverywhere(page)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(3_000)
  expect(await sentInTenMinutes(page)).toEqual([])
})

test('a cell of the grid opens its student, by mouse and by keyboard', async ({ console: page }) => {
  const { runs } = await tiny()
  const id = runs.get('soar')!.id
  await page.goto(`/runs/${id}`)
  await page.getByRole('link', { name: /^Step 1, set 1, repeat 0/ }).click()
  await expect(page).toHaveURL(new RegExp(`/runs/${id}/steps/1\\?set=1&repeat=0$`))
  await expect(page.getByRole('heading', { name: 'Students of set 1' })).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'Step 0', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/runs/${id}/steps/0\\?set=1&repeat=0$`))
})

test('the order of the steps and the step gone to are in the address', async ({ console: page }) => {
  const { runs } = await tiny()
  await page.goto(`/runs/${runs.get('soar')!.id}`)
  const first = page.getByRole('table', { name: 'Outer steps' }).getByRole('row').nth(1)
  await expect(first).toContainText('Step 1')
  await page.getByText('Oldest first').click()
  await expect(first).toContainText('Step 0')
  await page.getByLabel('Go to step').fill('1')
  await expect(page).toHaveURL(/order=oldest/)
  await expect(page).toHaveURL(/step=1/)
  await page.reload()
  await expect(first).toContainText('Step 0')
  await expect(page.locator('tr[aria-current=true]')).toContainText('Step 1')
})

test('the other kinds of run show what they found', async ({ console: page }) => {
  const { runs } = await tiny()
  await page.goto(`/runs/${runs.get('screen')!.id}`)
  await expect(page.getByRole('img', { name: /were never solved/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Outcome per problem' })).toBeVisible()
  await page.getByRole('button', { name: 'Correct' }).click()
  await expect(page).toHaveURL(/scores=correct/)
  await cleanEverywhere(page)
  await page.goto(`/runs/${runs.get('evaluate')!.id}`)
  await expect(page.getByRole('img', { name: /^pass@k for k/ })).toBeVisible()
  await cleanEverywhere(page)
  await page.goto(`/runs/${runs.get('train')!.id}`)
  await expect(page.getByRole('heading', { name: 'Checkpoints' })).toBeVisible()
  await cleanEverywhere(page)
})

test('an outer step follows a set and a question from the teacher to the promotion', async ({ console: page }) => {
  const { runs } = await tiny()
  const id = runs.get('soar')!.id
  const { items } = await rest<{ items: { outerStep: number; promoted: boolean; bestSet: number; medianRepeat: number }[] }>('GET', `/runs/${id}/outer-steps`)
  const promoted = items.find((step) => step.promoted)!
  await page.goto(`/runs/${id}/steps/${promoted.outerStep}`)
  await expect(page.getByRole('heading', { name: `What became of set ${promoted.bestSet}` })).toBeVisible()
  await expect(page.getByText(`★ student ${promoted.bestSet}/${promoted.medianRepeat} became the baseline`)).toBeVisible()
  await page.getByRole('link', { name: 'Question 3', exact: true }).click()
  await expect(page).toHaveURL(/question=3/)
  await expect(page.getByRole('heading', { name: `What became of question 3 of set ${promoted.bestSet}` })).toBeVisible()
  await expect(page.getByRole('region', { name: "The teacher's completion" })).toContainText('<question>')
  await cleanEverywhere(page)
})

test('students of a set show their training, and what they gained and lost adds up to the reward', async ({ console: page }) => {
  const { runs } = await tiny()
  const id = runs.get('soar')!.id
  const { reward, outcomes } = await rest<{ reward: number; outcomes: { baselineCorrect: boolean; correct: boolean }[] }>('GET', `/runs/${id}/outer-steps/0/trials/1/1`)
  const gained = outcomes.filter((each) => each.correct && !each.baselineCorrect).length
  const lost = outcomes.filter((each) => !each.correct && each.baselineCorrect).length
  expect((gained - lost) / outcomes.length).toBeCloseTo(reward, 9)
  await page.goto(`/runs/${id}/steps/0?set=1&repeat=1`)
  await expect(page.getByText(`gained ${gained} and lost ${lost} of ${outcomes.length} reward questions`)).toBeVisible()
  await expect(page.getByRole('img', { name: /^loss of 2 students/ })).toBeVisible()
  await page.getByText(/^All \d+$/).click()
  await expect(page).toHaveURL(/outcomes=all/)
  await expect(page.getByRole('table', { name: 'Reward questions' }).getByRole('row')).toHaveCount(outcomes.length + 1)
})

test('keys go to the step before and after', async ({ console: page }) => {
  const { runs } = await tiny()
  const id = runs.get('soar')!.id
  await page.goto(`/runs/${id}/steps/0`)
  await expect(page.getByRole('button', { name: /Previous/ })).toBeDisabled()
  await page.keyboard.press('n')
  await expect(page).toHaveURL(new RegExp(`/steps/1$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Outer step 1')
  await page.keyboard.press('p')
  await expect(page).toHaveURL(new RegExp(`/steps/0$`))
})

test('what does not exist is said', async ({ console: page }) => {
  const { runs } = await tiny()
  const id = runs.get('soar')!.id
  await page.goto(`/runs/${id}/steps/77`)
  await expect(page.getByText(`Run ${id} has no outer step 77 yet`)).toBeVisible()
  await page.goto('/runs/999999999')
  await expect(page.getByRole('alert')).toContainText('run 999999999 does not exist', { ignoreCase: true })
  await page.goto('/runs/abc')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address')
})

test('a run that waits says why in its first line, and can be paused, resumed and cancelled', async ({ console: page }) => {
  await rest('PUT', '/pools/nobody-serves-this', { state: 'open', trainingSlots: null })
  const { id } = await rest<{ id: number }>('POST', '/experiments', { preset: 'chains', name: 'for the run page', set: { 'queue.pool': 'nobody-serves-this' } })
  try {
    const { runs } = await rest<{ runs: Run[] }>('GET', `/experiments/${id}`)
    const screen = runs.find(({ kind }) => kind === 'screen')!
    await page.goto(`/runs/${screen.id}`)
    await expect(page.getByRole('main').getByRole('alert').first()).toContainText('nobody-serves-this')
    await page.getByRole('button', { name: 'Pause run' }).click()
    await expect(page.getByRole('button', { name: 'Resume run' })).toBeVisible()
    await page.getByRole('button', { name: 'Resume run' }).click()
    await expect(page.getByRole('button', { name: 'Pause run' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click()
    await expect(page.getByRole('button', { name: 'Retry run' })).toBeVisible()
    await page.getByRole('button', { name: 'Retry run' }).click()
    await expect(page).not.toHaveURL(new RegExp(`/runs/${screen.id}$`))
    await expect(page.getByText('Previous run')).toBeVisible()
    await expect(page.getByRole('link', { name: `run ${screen.id}`, exact: true })).toBeVisible()
  } finally {
    await rest('POST', `/experiments/${id}:cancel`)
  }
})
