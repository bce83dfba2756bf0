import { test as base, expect, type Page } from '@playwright/test'

const url = () => process.env.CAIRN_URL ?? 'http://127.0.0.1:8080'

/** A call of the REST interface as the admin, beside the browser. */
export async function rest<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(`${url()}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${process.env.CAIRN_TOKEN}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  const text = await answer.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Signs a browser context in, as the page does. */
async function signIn(page: Page, token: string) {
  const answer = await page.context().request.post(`${url()}/api/v1/session`, { data: { token }, headers: { Origin: url() } })
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`)
}

/** Playwright's test with a signed-in page; a page error or a refusal of the Content-Security-Policy fails it. */
export const test = base.extend<{ console: Page }>({
  baseURL: async ({}, use) => use(url()),
  console: async ({ page }, use) => {
    const wrong: string[] = []
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|React/.test(message.text())) wrong.push(message.text())
    })
    await signIn(page, process.env.CAIRN_TOKEN ?? '')
    await use(page)
    expect(wrong).toEqual([])
  },
})

/**
 * What a page sends while ten minutes pass on its own clock, so that every timer it has set goes off. Its clock must have
 * been installed before it was opened.
 */
async function sentInTenMinutes(page: Page): Promise<string[]> {
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url()))
  await page.clock.runFor('10:00')
  // Answered after the requests that the timers have begun.
  await page.evaluate(() => undefined)
  return sent
}

export { expect, sentInTenMinutes, signIn }
