import type { Page } from '@playwright/test'
import { expect, rest, test } from './console'

interface Made {
  id: number
  runs: { id: number; kind: string }[]
}

/** The finished experiment of the world. */
async function tiny(): Promise<Made> {
  const { items } = await rest<{ items: Made[] }>('GET', `/experiments?filter=${encodeURIComponent('name == "tiny"')}&limit=1`)
  const [found] = items
  if (!found) throw new Error('there is no experiment tiny')
  return found
}

/** A copy with another tau, whose runs have no points. */
async function variant(name: string, seed: number, tau: number): Promise<number> {
  const { id } = await rest<Made>('POST', '/experiments', { preset: 'chains', name, seed, set: { 'soar.outer.tau': tau }, tags: { suite: name } })
  await rest('POST', `/experiments/${id}:cancel`)
  return id
}

const curves = (page: Page) => page.getByRole('img', { name: /curves? over the/ })

test('experiments are found by name and chosen, and the address holds them', async ({ console: page }) => {
  const { id } = await tiny()
  await page.goto('/compare')
  await page.getByLabel('Find experiments').fill('tiny')
  await page.getByRole('checkbox', { name: `Select tiny #${id}` }).check()
  await expect(page).toHaveURL(new RegExp(`experiments=${id}`))
  await expect(page.getByRole('heading', { name: 'Mean reward', exact: true })).toBeVisible()
  await expect(curves(page).first()).toBeVisible()
  await page.reload()
  await expect(curves(page).first()).toBeVisible()
  await page.getByRole('button', { name: `Take tiny #${id} out of the comparison` }).click()
  await expect(page).not.toHaveURL(/experiments=/)
})

test('a metric is searched and drawn, over outer steps and over optimizer steps', async ({ console: page }) => {
  const { id } = await tiny()
  await page.goto(`/compare?experiments=${id}`)
  await page.getByPlaceholder('Type to search').fill('gradient')
  await page.getByRole('option', { name: /^Student: gradient norm/ }).click()
  await expect(page).toHaveURL(/metric=[^&]*student%2Fgradient_norm/)
  const figure = page.getByRole('region', { name: 'Student: gradient norm' })
  await expect(figure.getByRole('img', { name: /over the outer step/ })).toBeVisible()
  await expect(figure.getByText('Each point is the mean over the trials of its step')).toBeVisible()
  await page.getByText('optimizer steps', { exact: true }).click()
  await expect(page).toHaveURL(/over=step/)
  await expect(figure.getByRole('img', { name: /over the optimizer step/ })).toBeVisible()
})

test('view options are in the address and survive a reload', async ({ console: page }) => {
  const { id } = await tiny()
  await page.goto(`/compare?experiments=${id}`)
  await page.getByText('min to max').click()
  await expect(page).toHaveURL(/spread=range/)
  await page.getByRole('slider', { name: 'Smoothing' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/smooth=0.02/)
  await page.reload()
  await expect(page.getByText('Smoothing: 0.02')).toBeVisible()
  await expect(page.getByText('Smoothed with weight 0.02').first()).toBeVisible()
})

test('the settings that differ are shown, and only these', async ({ console: page }) => {
  const first = await variant('compare-settings', 1, 0.25)
  const second = await variant('compare-settings', 2, 0.5)
  await page.goto(`/compare?experiments=${first},${second}`)
  const table = page.getByRole('table', { name: 'Settings that differ' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(table.getByRole('row', { name: /soar\.outer\.tau/ })).toContainText('0.25')
  await expect(table.getByRole('row', { name: /soar\.outer\.tau/ })).toContainText('0.5')
})

test('results come with intervals', async ({ console: page }) => {
  const { id } = await tiny()
  await page.goto(`/compare?experiments=${id}`)
  const table = page.getByRole('table', { name: /pass@1 by experiment/ })
  await expect(table.getByRole('row', { name: new RegExp(`tiny #${id}`) })).toContainText('%')
  await expect(table.getByRole('columnheader', { name: 'promoted − base' })).toBeVisible()
})

test('runs can be given by number, and an unknown experiment says so', async ({ console: page }) => {
  const { runs } = await tiny()
  const soar = runs.find(({ kind }) => kind === 'soar')
  await page.goto(`/compare?runs=${soar?.id}&metric=outer/promotions`)
  await expect(page.getByRole('region', { name: 'Promotions' }).getByRole('img')).toBeVisible()
  await page.goto('/compare?experiments=999999999')
  await expect(page.getByText('Experiment 999999999 does not exist')).toBeVisible()
})
