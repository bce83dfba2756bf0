import { expect, rest, test } from './console'
import { cleanEverywhere } from './helpers'

interface Run {
  id: number
  kind: string
}

/** The runs of the finished experiment by kind, and its number. */
async function tiny(): Promise<Record<string, number>> {
  const { items } = await rest<{ items: { id: number; runs: Run[] }[] }>('GET', `/experiments?filter=${encodeURIComponent('name == "tiny"')}&sort=createdAt`)
  const [found] = items
  if (!found) throw new Error('there is no finished experiment "tiny"')
  return { experiment: found.id, ...Object.fromEntries(found.runs.map(({ kind, id }) => [kind, id])) }
}

/** Every page, with the parts that have an address of their own; {soar} and the like are numbers of the finished experiment. */
const PAGES: Record<string, string[]> = {
  overview: ['/'],
  experiments: ['/experiments', `/experiments?filter=${encodeURIComponent('state = ')}`, '/experiments?filter=false'],
  'new experiment': ['/experiments/new', '/experiments/new?preset=chains', '/experiments/new?preset=chains&as=json'],
  experiment: ['', 'results', 'cost', 'spec', 'events', 'data'].map((tab) => `/experiments/{experiment}?tab=${tab}`),
  'another form of an experiment': ['/experiments/{experiment}?runs=table', '/experiments/{experiment}?tab=spec&diff={experiment}'],
  run: ['/runs/{soar}', '/runs/{screen}', '/runs/{train}', '/runs/{evaluate}'],
  'outer step': ['/runs/{soar}/steps/0', '/runs/{soar}/steps/1?set=1&repeat=0&question=0&outcomes=all'],
  logs: ['/runs/{soar}/logs', '/runs/{soar}/logs?source=worker'],
  studies: ['/studies', '/studies/nothing'],
  compare: ['/compare', '/compare?experiments={experiment}', '/compare?experiments={experiment}&pick=1', '/compare?experiments=999999999'],
  rollouts: ['/rollouts', '/rollouts?run={soar}', `/rollouts?run={soar}&at=${encodeURIComponent('t/0/write/0')}`],
  policies: ['/policies', '/policies?run={soar}'],
  'problem sets': ['/problem-sets', '/problem-sets?tab=hard', '/problem-sets?tab=upload', '/problem-sets?tab=grader', '/problem-sets/chains', '/problem-sets/chains?screening={screen}'],
  sql: ['views', 'cookbook', 'saved', 'recent', 'connect'].map((tab) => `/sql?tab=${tab}`),
  queue: ['/queue', '/queue?tab=pools', '/queue?tab=quotas'],
  services: ['/services'],
  audit: ['/audit', '/audit?actor=nobody-of-that-name'],
  access: ['/access', '/access?tab=sessions', '/access?tab=links', '/access?tab=sql', '/access?ended=true'],
  settings: ['/settings'],
  'what does not exist': ['/nowhere', '/experiments/999999999', '/runs/999999999', '/runs/999999999/logs', '/problem-sets/nothing', '/runs/{soar}/steps/77'],
}

for (const [name, addresses] of Object.entries(PAGES)) {
  test(`${name}: axe finds nothing in both themes, wide and narrow`, async ({ console: page }) => {
    test.setTimeout(120_000 * addresses.length)
    const numbers = await tiny()
    for (const address of addresses) {
      await page.goto(address.replace(/\{(\w+)\}/g, (_, key: string) => String(numbers[key])))
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      await cleanEverywhere(page, address)
    }
  })
}

test('signing in: axe finds nothing in both themes, wide and narrow', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await cleanEverywhere(page)
})
