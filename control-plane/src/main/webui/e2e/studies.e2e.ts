import { expect, rest, test } from './console'
import { cleanEverywhere, fresh } from './helpers'

interface Made {
  id: number
  tags: Record<string, string>
}

/** Tags the finished experiment of the world as a cell of a study. Returns its number and how to undo it. */
async function tinyIn(study: string): Promise<{ id: number; undo: () => Promise<void> }> {
  const { items } = await rest<{ items: Made[] }>('GET', `/experiments?filter=${encodeURIComponent('name == "tiny"')}&sort=createdAt&limit=1`)
  const [found] = items
  if (!found) throw new Error('there is no experiment tiny')
  const tag = (tags: Record<string, string | null>) => rest<void>('POST', '/experiments:tag', { ids: [found.id], tags })
  await tag({ study, variant: 'tiny' })
  return { id: found.id, undo: () => tag({ study: null, variant: null }) }
}

async function cancelled(study: string, variant: string, seed: number): Promise<number> {
  const { id } = await rest<Made>('POST', '/experiments', { preset: 'chains', name: `${study}: ${variant}`, seed, tags: { study, variant } })
  await rest('POST', `/experiments/${id}:cancel`)
  return id
}

test('a study has its experiments by variant and seed, its results over seeds, and its cost', async ({ console: page }) => {
  test.setTimeout(360_000)
  const study = fresh('browser "study"')
  const { id, undo } = await tinyIn(study)
  let other = 0
  try {
    other = await cancelled(study, 'cancelled', 2)
    await page.goto('/studies')
    await page.getByRole('link', { name: study }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(study)
    await expect(page.getByText('2 variants, 2 seeds; 2 of 2 experiments have ended.')).toBeVisible()
    await expect(page.getByRole('link', { name: `tiny, seed 1: experiment ${id}` })).toBeVisible()
    await expect(page.getByRole('link', { name: `cancelled, seed 2: experiment ${other}` })).toBeVisible()
    const scores = page.getByRole('table', { name: 'pass@k by variant and policy' })
    await expect(scores.getByRole('rowheader', { name: 'promoted' })).toBeVisible()
    await expect(page.getByRole('img', { name: /^pass@1 of \d policies/ })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Mean reward', exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Show the cost of the SOAR runs' }).click()
    await expect(page.getByRole('table', { name: 'Cost of the SOAR runs by variant' }).getByRole('rowheader', { name: 'tiny' })).toBeVisible()
    await expect(page).toHaveURL(/cost=1/)
    await cleanEverywhere(page, study)
  } finally {
    await undo()
    if (other > 0) await rest('DELETE', `/experiments/${other}`, undefined, { 'If-Match': '*' })
  }
})

test('what is compared is chosen, and the address holds it', async ({ console: page }) => {
  const study = fresh('browser-study')
  const { undo } = await tinyIn(study)
  try {
    await page.goto(`/studies/${study}`)
    const differences = page.getByRole('table', { name: 'Differences over seeds' })
    await expect(differences.getByRole('rowheader', { name: 'promoted − hard-only' }).first()).toBeVisible()
    await page.getByRole('combobox', { name: 'Compared with' }).click()
    await page.getByRole('option', { name: 'base', exact: true }).click()
    await expect(page).toHaveURL(/reference=base/)
    await expect(differences.getByRole('rowheader', { name: 'promoted − base' }).first()).toBeVisible()
    await page.reload()
    await expect(differences.getByRole('rowheader', { name: 'promoted − base' }).first()).toBeVisible()
  } finally {
    await undo()
  }
})

test('a study without experiments says so', async ({ console: page }) => {
  await page.goto('/studies/nothing')
  await expect(page.getByText('This study has no experiments')).toBeVisible()
})
