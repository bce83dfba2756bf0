import { Badge, Group } from '@mantine/core'
import type { components } from '../../api/openapi'
import { api, client } from '../../api/client'
import { Async, Empty } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Time } from '../../ui/Time'
import classes from './access.module.css'

type Session = components['schemas']['Session']

function Revoke({ session }: { session: Session }) {
  return (
    <Confirm
      label={session.current ? 'Sign out' : 'Revoke'}
      question={session.current ? 'Sign out of this browser?' : `Revoke session ${session.id} of ${session.name}?`}
      consequence={session.current ? 'You need a link or a token to sign in again.' : 'That browser is signed out at once. The token that it signed in with stays valid.'}
      act={() => client.POST('/api/v1/sessions/{id}:revoke', { params: { path: { id: session.id } } })}
    />
  )
}

const COLUMNS: Column<Session>[] = [
  {
    id: 'name',
    header: 'Name',
    rowHeader: true,
    cell: ({ name, current }) => (
      <Group gap="xs">
        <span className={classes.name}>{name}</span>
        {current && (
          <Badge variant="outline" radius="sm" tt="none" color="green" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
            this browser
          </Badge>
        )}
      </Group>
    ),
    sortValue: ({ name }) => name,
  },
  { id: 'role', header: 'Role', cell: ({ role }) => role, sortValue: ({ role }) => role },
  { id: 'token', header: 'Token', cell: ({ tokenId }) => `#${tokenId}`, hint: 'The token that it was opened with; the session ends with it' },
  { id: 'from', header: 'Signed in', cell: ({ createdAt }) => <Time at={createdAt} />, sortValue: ({ createdAt }) => createdAt },
  { id: 'used', header: 'Last used', cell: ({ lastUsedAt }) => <Time at={lastUsedAt} />, sortValue: ({ lastUsedAt }) => lastUsedAt, hint: 'To the minute' },
  { id: 'ends', header: 'Ends', cell: ({ expiresAt }) => <Time at={expiresAt} />, sortValue: ({ expiresAt }) => expiresAt },
  { id: 'act', header: 'Action', cell: (session) => <Revoke session={session} /> },
]

/** The browsers that are signed in: everyone's for an admin, else those of the reader's token. */
export function Sessions() {
  const sessions = api.useQuery('get', '/api/v1/sessions')
  return (
    <Async query={sessions} what="the sessions" empty={{ when: ({ items }) => items.length === 0, show: <Empty title="No browser is signed in" /> }}>
      {({ items }) => <DataTable label="Sessions" columns={COLUMNS} rows={items} rowKey={({ id }) => String(id)} />}
    </Async>
  )
}
