import { Anchor, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { client } from '../../api/client'
import type { components } from '../../api/openapi'
import { count, momentInFull, NONE, percent } from '../../lib/format'
import { isFinal } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async } from '../../ui/Async'
import { Cut } from '../../ui/Cut'
import { DataTable, type Column } from '../../ui/DataTable'
import { Freshness } from '../../ui/Freshness'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { StateBadge } from '../../ui/StateBadge'
import ui from '../../ui/ui.module.css'
import { sqlText } from './sql'
import classes from './problem-sets.module.css'

type Use = components['schemas']['ProblemSetUse']

const DAY = new Intl.DateTimeFormat([], { dateStyle: 'medium' })

function Day({ at }: { at: string }) {
  return (
    <time dateTime={at} title={momentInFull(at)} className={ui.moment}>
      {DAY.format(new Date(at))}
    </time>
  )
}

const isOpen = ({ state }: Use) => !isFinal(state) && state !== 'paused'

const usesSql = (name: string) => `select s.experiment_id, e.name, count(*) as screened, count(*) filter (where s.correct = 0) as never_solved
from history.screenings s join history.experiments e using (experiment_id)
where e.problem_set_id = (select problem_set_id from history.problem_sets where name = ${sqlText(name)})
group by 1, 2 order by 1 desc`

function unsolved({ screening }: Use) {
  if (screening === null || screening.screened === 0) return NONE
  return `${count(screening.unsolved)} (${percent(screening.unsolved / screening.screened)})`
}

function columns(name: string): Column<Use>[] {
  return [
    {
      id: 'name',
      header: 'Experiment',
      rowHeader: true,
      cell: (use) => (
        <span className={classes.use}>
          <Anchor component={Link} to={`/experiments/${use.id}`} size="sm" className={`${ui.target} ${classes.useName}`} title={use.name} aria-label={use.name}>
            <Cut text={use.name} />
          </Anchor>
          <span className={ui.kept}>
            {' '}
            #{use.id}
            {use.archivedAt !== null && ', archived'}
          </span>
        </span>
      ),
    },
    { id: 'state', header: 'State', width: 125, cell: ({ state }) => <StateBadge state={state} /> },
    {
      id: 'screening',
      header: 'Screening',
      cell: ({ screening, asRealProblems }) =>
        screening === null ? (
          asRealProblems ? 'none: students train on it' : NONE
        ) : (
          <span className={classes.oneLine} title={`Model ${screening.model}`}>
            <Anchor component={Link} to={`/problem-sets/${encodeURIComponent(name)}?screening=${screening.run}`} size="sm" className={ui.target}>
              run {screening.run}
            </Anchor>
            , k = {count(screening.samples)}
          </span>
        ),
    },
    { id: 'screened', header: 'Screened', numeric: true, hint: 'Problems measured so far', cell: ({ screening }) => (screening === null ? NONE : count(screening.screened)) },
    { id: 'unsolved', header: 'Never solved', numeric: true, hint: 'Problems that the base model did not solve once in k tries', cell: unsolved },
    { id: 'halves', header: 'Train, test', numeric: true, hint: 'The halves of the hard set', cell: ({ screening }) => (screening === null || screening.train + screening.test === 0 ? NONE : `${count(screening.train)}, ${count(screening.test)}`) },
    { id: 'at', header: 'Submitted', cell: ({ createdAt }) => <Day at={createdAt} /> },
  ]
}

/** The experiments that use the set, with what their screenings found. */
export function UsesSection({ name }: { name: string }) {
  const path = '/api/v1/problem-sets/{name}/experiments' as const
  const uses = useInfiniteQuery({
    queryKey: ['get', path, { params: { path: { name } } }],
    queryFn: async ({ pageParam, signal }) => (await client.GET(path, { params: { path: { name }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })).data!,
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    // Beside the events, which do not come where the browser has no shared workers.
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(isOpen)) ? 10_000 : false),
  })
  const rows = uses.data?.pages.flatMap(({ items }) => items) ?? []
  const active = rows.some(isOpen)
  const status = useLive(active)
  return (
    <Section
      title="Experiments that use it"
      actions={
        <>
          <Freshness status={status} updatedAt={uses.dataUpdatedAt} failed={uses.isError} />
          <SqlLink sql={usesSql(name)} />
        </>
      }
    >
      <Async query={uses} what="the experiments" empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <Text size="sm">No experiment uses this set yet.</Text> }}>
        {() => <DataTable label="Experiments that use the set" columns={columns(name)} rows={rows} rowKey={({ id }) => String(id)} more={uses.hasNextPage} onEnd={() => void (uses.isFetchingNextPage || uses.fetchNextPage())} />}
      </Async>
    </Section>
  )
}
