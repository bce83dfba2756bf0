import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Page } from '@playwright/test'
import { expect, rest, sentInTenMinutes, signIn, test } from './console'

interface Listed {
  id: number
  name: string
  state: string
}

/** An experiment that waits in the queue, since the queue is paused meanwhile: it can change, but does no work. */
async function waiting(name: string): Promise<number> {
  return (await rest<Listed>('POST', '/experiments', { preset: 'chains', name })).id
}

async function finished(): Promise<number> {
  const { items } = await rest<{ items: Listed[] }>('GET', '/experiments?limit=50')
  const found = items.find(({ state }) => state === 'succeeded')
  if (!found) throw new Error('the world has no finished experiment')
  return found.id
}

const live = (page: Page) => expect(page.locator('[data-freshness="live"]').first()).toBeVisible()

/** Passes connections on to the control plane until it is told to hold them: they stay open, and nothing arrives. */
async function holdingProxy(target: string) {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let held = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
      if (held) socket.pause()
    }
    near.pipe(far)
    far.pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: () => {
      held = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    resume: () => {
      held = false
      // What was held is gone: clients connect again.
      for (const socket of sockets) socket.destroy()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

test.beforeAll(() => rest('POST', '/queue:pause'))
test.afterAll(() => rest('POST', '/queue:resume'))

test('eight tabs are live at once, a click in each takes effect, and a change made elsewhere is shown', async ({ console: page }) => {
  const id = await waiting('eight tabs')
  const tabs = [page]
  while (tabs.length < 8) tabs.push(await page.context().newPage())
  for (const tab of tabs) {
    await tab.goto(`/experiments/${id}`)
    await tab.bringToFront()
    await live(tab)
  }
  for (const [index, tab] of tabs.entries()) {
    await tab.bringToFront()
    await tab.getByRole('button', { name: index % 2 === 0 ? 'Pause' : 'Resume', exact: true }).click()
    await expect.poll(async () => (await rest<Listed>('GET', `/experiments/${id}`)).state).toBe(index % 2 === 0 ? 'paused' : 'queued')
    await expect(tab.getByRole('button', { name: index % 2 === 0 ? 'Resume' : 'Pause', exact: true })).toBeVisible()
  }
  const shown = tabs[7]!
  await rest('POST', `/experiments/${id}:pause`)
  await expect(shown.getByRole('button', { name: 'Resume', exact: true })).toBeVisible()
  await rest('POST', `/experiments/${id}:cancel`)
})

/** Resolves to when the page showed a button of this name, on the page's own clock. */
async function noteButton(page: Page, name: string): Promise<() => Promise<number>> {
  const noted = await page.evaluateHandle((wanted) => {
    const isShown = () => [...document.querySelectorAll('button')].some((button) => button.textContent === wanted)
    return {
      at: new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isShown()) return
          observer.disconnect()
          resolve(Date.now())
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    }
  }, name)
  return () => noted.evaluate(({ at }) => at)
}

test('a change is shown within a second of its event', async ({ console: page }) => {
  const id = await waiting('within a second')
  await page.goto(`/experiments/${id}`)
  await live(page)
  const delays: number[] = []
  for (let i = 0; i < 10; i++) {
    const [verb, button] = i % 2 === 0 ? ['pause', 'Resume'] : ['resume', 'Pause']
    const shown = await noteButton(page, button!)
    await rest('POST', `/experiments/${id}:${verb}`)
    const at = await shown()
    const { items } = await rest<{ items: { at: string }[] }>('GET', `/experiments/${id}/recent-events?limit=1`)
    delays.push(at - Date.parse(items[0]!.at))
  }
  delays.sort((a, b) => a - b)
  const measured = `median ${delays[5]} ms, most ${delays.at(-1)} ms`
  test.info().annotations.push({ type: 'from the event to the page', description: measured })
  expect(delays[5], measured).toBeLessThan(1_000)
  await rest('POST', `/experiments/${id}:cancel`)
})

test('a tab on a finished experiment sends no request', async ({ console: page }) => {
  await page.clock.install()
  await page.goto(`/experiments/${await finished()}`)
  // The last part of the page: before it is there, nothing may be loading yet.
  await expect(page.getByRole('heading', { name: 'Promotion questions' })).toBeVisible()
  await expect(page.locator('[data-loading], .mantine-Skeleton-root')).toHaveCount(0)
  await page.waitForLoadState('networkidle')
  expect(await sentInTenMinutes(page)).toEqual([])
  // On what can change, the same ten minutes are not silent.
  const id = await waiting('not silent')
  await page.goto(`/experiments/${id}`)
  await live(page)
  expect(await sentInTenMinutes(page)).not.toEqual([])
  await rest('POST', `/experiments/${id}:cancel`)
})

test('what is clicked offline fails at once, and is not carried out later', async ({ console: page }) => {
  const id = await waiting('offline')
  await page.goto(`/experiments/${id}`)
  await live(page)
  await page.context().setOffline(true)
  await expect(page.getByText('The browser is offline.', { exact: false })).toBeVisible()
  await expect(page.locator('[data-freshness="lost"]').first()).toBeVisible()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByText('No connection to the server', { exact: false }).first()).toBeVisible()
  await page.context().setOffline(false)
  await live(page)
  expect((await rest<Listed>('GET', `/experiments/${id}`)).state).toBe('queued')
  await rest('POST', `/experiments/${id}:cancel`)
})

test('a connection that stalls without closing is noticed, and it comes back', async ({ console: page, baseURL }) => {
  const id = await waiting('stalled')
  const proxy = await holdingProxy(baseURL!)
  try {
    await page.context().request.post(`${proxy.url}/api/v1/session`, { data: { token: process.env.CAIRN_TOKEN }, headers: { Origin: proxy.url } })
    await page.goto(`${proxy.url}/experiments/${id}`)
    await live(page)
    proxy.hold()
    await expect(page.locator('[data-freshness="lost"]').first()).toBeVisible()
    proxy.resume()
    await expect(page.locator('[data-freshness="live"]').first()).toBeVisible()
  } finally {
    proxy.close()
    await rest('POST', `/experiments/${id}:cancel`)
  }
})

test('a viewer sees no actions, and is not told to sign in', async ({ browser, baseURL }) => {
  const id = await waiting('viewer')
  const { secret } = await rest<{ secret: string }>('POST', '/tokens', { name: `viewer-${id}`, role: 'viewer' })
  const context = await browser.newContext(baseURL ? { baseURL } : {})
  const page = await context.newPage()
  await signIn(page, secret)
  await page.goto(`/experiments/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('viewer')
  await expect(page.getByRole('button', { name: /^(Pause|Cancel|Delete|Archive)/ })).toHaveCount(0)
  await context.close()
  await rest('POST', `/experiments/${id}:cancel`)
})
