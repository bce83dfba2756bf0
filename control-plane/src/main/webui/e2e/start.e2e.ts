import { expect, test } from './console'

/** How often each address of the REST interface is asked for. */
function counted(page: { on: (name: 'request', heard: (request: { url: () => string }) => void) => void }) {
  const times = new Map<string, number>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) times.set(pathname, (times.get(pathname) ?? 0) + 1)
  })
  return (path: string) => times.get(`/api/v1${path}`) ?? 0
}

test('what a page needs first is asked for once', async ({ console: page }) => {
  const times = counted(page)
  await page.goto('/experiments')
  await expect(page.getByRole('table', { name: 'Experiments' })).toBeVisible()
  expect([times('/me'), times('/experiments/table')]).toEqual([1, 1])
})

test('a reader who is not signed in sees the sign-in page at once', async ({ page }) => {
  const headings: string[] = []
  await page.exposeFunction('heard', (text: string) => headings.push(text))
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const text = document.querySelector('h1')?.textContent
      if (text) void (window as unknown as { heard: (text: string) => void }).heard(text)
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  const times = counted(page)
  await page.goto('/experiments')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  expect(new Set(headings)).toEqual(new Set(['Sign in']))
  expect([times('/me'), times('/experiments/table')]).toEqual([1, 1])
})

test('while nobody can say who is signed in, the page says so, and heals', async ({ console: page }) => {
  await page.route('**/api/v1/me', (route) => route.fulfill({ status: 503, body: '' }))
  await page.goto('/experiments')
  await expect(page.getByRole('alert').filter({ hasText: 'who you are' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  await page.unroute('**/api/v1/me')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('alert').filter({ hasText: 'who you are' })).toHaveCount(0)
})

test('a page whose files could not be loaded is loaded the next time it is opened', async ({ console: page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.route('**/assets/QueuePage*.js', (route) => route.abort())
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Queue' }).press('Enter')
  await expect(page.getByText('A part of the console could not be loaded')).toBeVisible()
  await page.unroute('**/assets/QueuePage*.js')
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.goForward()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Queue')
})
