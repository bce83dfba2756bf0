import { Text, UnstyledButton } from '@mantine/core'
import { api } from '../../api/client'
import type { CookbookQuery } from '../../api/types'
import { Async } from '../../ui/Async'
import classes from './sql.module.css'

/** Questions that come with Cairn, with their queries. */
export function CookbookList({ choose }: { choose: (query: CookbookQuery) => void }) {
  const query = api.useQuery('get', '/api/v1/history/cookbook', {}, { staleTime: Infinity })
  return (
    <Async query={query} what="the cookbook">
      {({ items }) => (
        <ul className={classes.list}>
          {items.map((one) => (
            <li key={one.name}>
              <UnstyledButton className={classes.choose} onClick={() => choose(one)}>
                {one.question}
              </UnstyledButton>
              {one.parameters.length > 0 && (
                <Text size="xs" c="dimmed">
                  {one.parameters.map(({ name }) => `:${name}`).join(', ')}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
    </Async>
  )
}
