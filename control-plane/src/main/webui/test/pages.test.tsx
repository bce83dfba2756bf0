import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { App } from '../src/app'
import { keys } from '../src/api/keys'
import { ApiError } from '../src/api/client'
import { parameterNames, parameterValues, savedParameters } from '../src/lib/sql'
import { ResultTable } from '../src/pages/sql/ResultTable'
import { Failure } from '../src/ui/states'
import { EXPERIMENTS, questionSets, SCREENING, STEPS, SUMMARY } from './mock/data.mjs'

/** The page at an address, with the cache as given and no server. */
function page(address: string, fill: (client: QueryClient) => void = () => undefined): string {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } })
  fill(client)
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <App />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

const withExperiment = (id: number) => (client: QueryClient) => {
  client.setQueryData(keys.experiment(String(id)), EXPERIMENTS.find((e: { id: number }) => e.id === id))
  client.setQueryData(keys.outerSteps(`${id}1`), { items: STEPS[`${id}1` as unknown as keyof typeof STEPS] })
  client.setQueryData(keys.summary(String(id)), id === 6 ? SUMMARY : null)
  client.setQueryData(keys.screening(`${id}0`), SCREENING)
}

beforeAll(() => void vi.stubGlobal('location', { origin: 'http://localhost:8080' }))

describe('signing in', () => {
  it('has a page, with a field for a token', () => {
    const html = page('/sign-in')
    expect(html).toContain('ops/run')
    expect(html).toContain('type="password"')
  })
  it('shows who has signed in', () => {
    const html = page('/', (client) => client.setQueryData(keys.me, { name: 'olga', role: 'operator', scope: 'full' }))
    expect(html).toContain('olga, operator')
    expect(html).toContain('Sign out')
  })
})

describe('experiments', () => {
  it('says that it loads', () => expect(page('/')).toContain('Loading the experiments'))
  it('tells how to queue the first one', () => {
    const html = page('/', (client) => client.setQueryData(keys.experimentsPage(null), { items: [] }))
    expect(html).toContain('No experiments yet')
    expect(html).toContain('ops/cairn submit chains')
  })
  it('lists what there is, with state and reason', () => {
    const html = page('/', (client) => client.setQueryData(keys.experimentsPage(null), { items: EXPERIMENTS, next: 'abc' }))
    expect(html).toContain('waits for experiment 7')
    expect(html).toContain('href="/experiments/6"')
    expect(html).toContain('23 of 40 outer steps')
    expect(html).toContain('Older')
  })
  it('keeps the filter in the address', () => {
    const html = page('/?state=failed', (client) => client.setQueryData(keys.experimentsPage(null), { items: EXPERIMENTS }))
    expect(html).toContain('href="/experiments/5"')
    expect(html).not.toContain('href="/experiments/6"')
  })
})

describe('an experiment', () => {
  it('marks open trials and live numbers as not final', () => {
    const html = page('/experiments/7', withExperiment(7))
    expect(html).toContain('not final')
    expect(html.match(/class="cell open">open/g)?.length).toBe(5 + 1)
    expect(html).toContain('3 of 8 trials')
  })
  it('offers to cancel only what is not over', () => {
    expect(page('/experiments/7', withExperiment(7))).toContain('Cancel experiment')
    expect(page('/experiments/6', withExperiment(6))).not.toContain('Cancel')
  })
  it('shows pass@k with intervals once there is a summary', () => {
    const html = page('/experiments/6', withExperiment(6))
    expect(html).toContain('pass@32')
    expect(html).toContain('+48.4 to +62.2')
    expect(html).toContain('no clear difference')
  })
  it('names the settings that differ from the preset', () => {
    const html = page('/experiments/6', (client) => {
      withExperiment(6)(client)
      const items = [{ path: 'soar.outer.steps', value: 40, presetValue: 8 }]
      client.setQueryData(keys.changedSettings('6'), { items })
    })
    expect(html).toContain('Settings that differ from the preset')
    expect(html).toContain('soar.outer.steps</th><td>40</td><td>8</td>')
  })
  it('says on how many answers the grading rules differ, and what the reader must know', () => {
    const html = page('/experiments/6', withExperiment(6))
    expect(html).toContain('MATH_VERIFY would decide differently on 13 of 198,528 answers')
    expect(html).toContain('soar 13 of 112,128')
    expect(html).toContain('first 200 of the 235 held-out problems')
  })
  it('says what the screening measured, left out and kept, in the summary and at its run', () => {
    const numbers = /500 problems were measured, 3 left out/g
    expect(page('/experiments/6', withExperiment(6)).match(numbers)?.length).toBe(1)
    expect(page('/experiments/6?run=screen', withExperiment(6)).match(numbers)?.length).toBe(2)
  })
  it('shows a queued experiment at the run that says why it waits', () => {
    expect(page('/experiments/8', withExperiment(8))).toContain('Run screen')
  })
  it("shows the teacher's text as text", () => {
    const html = page('/experiments/6?step=12', (client) => {
      withExperiment(6)(client)
      client.setQueryData(keys.questionSets('61', 12), { items: questionSets(STEPS[61][12]) })
    })
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).not.toContain('<img src=x')
  })
  it('says why a run failed', () => {
    expect(page('/experiments/5', withExperiment(5))).toContain('only 41 of 64 questions')
  })
})

it('leads back from an unknown address, also from an experiment that is not a number', () => {
  for (const address of ['/nowhere', '/experiments/abc', '/experiments/0']) {
    expect(page(address)).toContain('<h1>Page not found</h1>')
    expect(page(address)).toContain('Go to the experiments')
  }
})

describe('a failure', () => {
  const shown = (status: number) =>
    renderToStaticMarkup(
      <MemoryRouter>
        <Failure level="h1" what="Experiment 9 can't be shown" error={new ApiError(status, 'A title', 'it is gone')} retry={() => undefined} />
      </MemoryRouter>,
    )
  it('is tried again where that can help, else leads back', () => {
    expect(shown(503)).toContain('Try again</button>')
    expect(shown(404)).toContain('Go to the experiments')
    expect(shown(404)).not.toContain('Try again</button>')
  })
  it('speaks in sentences, with advice that fits', () => {
    expect(shown(401)).toContain('<p>It is gone.</p><p>Sign in again: ops/cairn sign-in')
    expect(shown(403)).toContain('Ask an admin')
  })
})

describe('SQL', () => {
  const answer = {
    columns: [{ name: 'id', type: 'int8' }, { name: 'reason', type: 'text' }],
    rows: [[7, null], ['9007199254740993', '<b>x</b>']],
    rowCount: 2, truncated: true, truncatedBy: 'rows', durationMs: 12,
  }
  it('shows rows with types and NULL, and text as text', () => {
    const html = renderToStaticMarkup(<ResultTable answer={answer} />)
    expect(html).toContain('id <span class="quiet">int8</span>')
    expect(html).toContain('<span class="quiet">NULL</span>')
    expect(html).toContain('9007199254740993')
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;')
    expect(html).toContain('there are more')
  })
  it('has a page with saved and recent queries', () => {
    const html = page('/sql', (client) => {
      client.setQueryData(keys.savedQueries, {
        items: [{ id: 1, name: 'costs', owner: 'ana', description: 'per run', sql: 'select 1', parameters: [] }],
      })
      client.setQueryData(keys.historyViews, {
        items: [{ name: 'trials', comment: 'One row per trial.', columns: [{ name: 'reward', type: 'double precision', comment: 'Gain over the baseline.' }] }],
      })
      client.setQueryData(keys.recentQueries, { items: [{ id: 5, sql: 'select 2', state: 'failed', askedAt: '2026-01-01T00:00:00Z' }] })
    })
    expect(html).toContain('<textarea')
    expect(html).toContain('You see your own experiments and shared ones.')
    expect(html).toContain('Save this query')
    expect(html).toContain('history.trials')
    expect(html).toContain('Gain over the baseline.')
    expect(html).toContain('costs')
    expect(html).toContain('select 2')
  })
  it('tells an admin what they see', () => {
    expect(page('/sql', (client) => client.setQueryData(keys.me, { name: 'root', role: 'admin', scope: 'full' }))).toContain(
      'As an admin you see all experiments.',
    )
  })
  it('saves parameters with the types of what was typed in', () => {
    expect(savedParameters({ a: 3, b: 0.5, c: 'x', d: null, e: [1, 2], f: true })).toEqual([
      { name: 'a', type: 'integer', defaultValue: 3 },
      { name: 'b', type: 'number', defaultValue: 0.5 },
      { name: 'c', type: 'text', defaultValue: 'x' },
      { name: 'd', type: 'text' },
      { name: 'e', type: 'integer-list', defaultValue: [1, 2] },
      { name: 'f', type: 'boolean', defaultValue: true },
    ])
  })
  it('finds parameters outside of strings, casts and comments', () => {
    const sql = "select :a::int, ':b', \":c\", $q$ :d $q$, x[1:2] -- :e\n /* :f */ where y = :g and z > :a"
    expect(parameterNames(sql)).toEqual(['a', 'g'])
    expect(parameterValues(['a', 'g', 'h'], { a: '3', g: 'x y' })).toEqual({ a: 3, g: 'x y', h: null })
  })
})
