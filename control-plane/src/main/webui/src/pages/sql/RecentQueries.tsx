import { Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { client } from '../../api/client'
import type { AskedQuery } from '../../api/types'
import { count, duration } from '../../lib/format'
import { ActButton } from '../../ui/ActButton'
import { Async } from '../../ui/Async'
import { Time } from '../../ui/Time'
import { useMe } from '../../ui/useRole'
import classes from './sql.module.css'

const SHOWN = 160

/** What was asked lately, with what became of it; for admins, what everyone asked. */
export function RecentQueries({ choose }: { choose: (query: AskedQuery) => void }) {
  const me = useMe()
  const query = useInfiniteQuery({
    queryKey: ['get', '/api/v1/history/queries', 'pages'],
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await client.GET('/api/v1/history/queries', { params: { query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })
      return data ?? { items: [], next: null }
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
  })
  return (
    <Async query={query} what="recent queries" empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <Text size="sm">None yet.</Text> }}>
      {({ pages }) => (
        <>
          <ul className={classes.list}>
            {pages
              .flatMap(({ items }) => items)
              .map((asked) => (
                <li key={asked.id}>
                  <UnstyledButton className={`${classes.choose} ${classes.sqlText}`} onClick={() => choose(asked)}>
                    {asked.sql.length > SHOWN ? `${asked.sql.slice(0, SHOWN)}…` : asked.sql}
                  </UnstyledButton>
                  <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {asked.viewer !== me.data?.name && `${asked.viewer}, `}
                    <Time at={asked.askedAt} />, {outcome(asked)}
                  </Text>
                  {(asked.state === 'running' || asked.state === 'waiting') && (
                    <ActButton size="compact-sm" done="The query ends within a second." act={() => client.POST('/api/v1/history/queries/{id}:cancel', { params: { path: { id: asked.id } } })}>
                      Cancel query
                    </ActButton>
                  )}
                </li>
              ))}
          </ul>
          {query.hasNextPage && (
            <Group mt="xs">
              <Button size="compact-sm" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Older queries
              </Button>
            </Group>
          )}
        </>
      )}
    </Async>
  )
}

function outcome({ state, rows, startedAt, endedAt, cutBy, error, format }: AskedQuery): string {
  if (error) return `${state}: ${error}`
  const took = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null
  const time = took === null ? '' : took < 1000 ? ` in ${took} ms` : ` in ${duration(took)}`
  const cut = cutBy ? `, cut by the limit of ${cutBy}` : ''
  return rows === null ? state : `${count(rows)} ${rows === 1 ? 'row' : 'rows'} as ${format}${time}${cut}`
}
