import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './console'

/** Names differ between tests and between runs of them. */
export const fresh = (name: string) => `${name}-${Date.now().toString(36)}`

/** axe finds nothing, and what can be clicked is at least 24 pixels wide and high or has that much room. */
export async function clean(page: Page, where = '') {
  await expect(page.locator('[data-loading]')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    where,
  ).toEqual([])
}

/** In both themes, on a wide and on a narrow screen: clean, and no wider than the screen. The screen is then as before. */
export async function cleanEverywhere(page: Page, where = '') {
  const before = page.viewportSize() ?? { width: 1280, height: 900 }
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await clean(page, `${where} ${scheme} at ${width}`)
    }
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), `${where} at ${width}`).toBeLessThanOrEqual(width)
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(before)
}
