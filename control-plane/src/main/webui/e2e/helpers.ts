import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './console'

/** Names differ between tests and between runs of them. */
export const fresh = (name: string) => `${name}-${Date.now().toString(36)}`

/** axe finds nothing. */
export async function clean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}
