import { Badge, Group, Text, UnstyledButton } from '@mantine/core'
import { api, client } from '../../api/client'
import type { SavedQuery } from '../../api/types'
import { ActButton } from '../../ui/ActButton'
import { Async } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { useMe, useRole } from '../../ui/useRole'
import classes from './sql.module.css'

interface Props {
  current: number | null
  choose: (query: SavedQuery) => void
  deleted: (id: number) => void
}

/** The reader's saved queries and shared ones; their owner and admins share, rename and delete them. */
export function SavedQueries({ current, choose, deleted }: Props) {
  const query = api.useQuery('get', '/api/v1/history/saved-queries')
  const me = useMe()
  const mayWrite = useRole('operator')
  const isAdmin = useRole('admin')
  return (
    <Async query={query} what="saved queries" empty={{ when: ({ items }) => items.length === 0, show: <Text size="sm">None yet. Save keeps the query under a name, with its parameters.</Text> }}>
      {({ items }) => (
        <ul className={classes.list}>
          {items.map((saved) => (
            <li key={saved.id} aria-current={saved.id === current || undefined}>
              <UnstyledButton className={classes.choose} fw={saved.id === current ? 700 : 500} onClick={() => choose(saved)}>
                {saved.name}
              </UnstyledButton>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {saved.owner}
                {saved.description && `: ${saved.description}`}
              </Text>
              <Group gap={6} mt={4}>
                {saved.shared && (
                  <Badge variant="outline" color="gray" radius="sm" tt="none" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
                    shared
                  </Badge>
                )}
                {mayWrite && (saved.owner === me.data?.name || isAdmin) && <Owners saved={saved} deleted={deleted} />}
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Async>
  )
}

function Owners({ saved, deleted }: { saved: SavedQuery; deleted: (id: number) => void }) {
  const { id, version, name, shared } = saved
  return (
    <>
      <ActButton
        size="compact-sm"
        variant="subtle"
        done={shared ? `${name} is yours alone again.` : `Everyone may use ${name}.`}
        act={() => client.PATCH('/api/v1/history/saved-queries/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body: { shared: !shared } })}
      >
        {shared ? 'Stop sharing' : 'Share'}
      </ActButton>
      <Confirm
        size="compact-sm"
        variant="subtle"
        label="Delete"
        question={`Delete the saved query ${name}?`}
        consequence={shared ? 'Everyone who uses it loses it. What was asked with it stays in the record of queries.' : 'Its text and parameters are lost. What was asked with it stays in the record of queries.'}
        act={async () => {
          await client.DELETE('/api/v1/history/saved-queries/{id}', { params: { path: { id } } })
          deleted(id)
        }}
      />
    </>
  )
}
