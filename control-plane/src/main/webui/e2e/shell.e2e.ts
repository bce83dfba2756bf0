import { expect, test } from './console'
import { clean } from './helpers'

const PAGES = ['/', '/experiments', '/experiments/new', '/studies', '/compare', '/rollouts', '/policies', '/problem-sets', '/sql', '/queue', '/services', '/audit', '/access', '/settings']

for (const address of PAGES) {
  test(`${address} opens, and has one heading and nothing that axe finds`, async ({ console: page }) => {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await clean(page)
  })
}

test('the command palette goes to a page by its name', async ({ console: page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('A page, an experiment or a number').fill('queue')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/queue$/)
})

test('an unknown address says so', async ({ console: page }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address')
})
