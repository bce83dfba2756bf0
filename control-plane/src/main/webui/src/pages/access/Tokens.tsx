import { Badge, Checkbox, Code, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { components } from '../../api/openapi'
import { api, client } from '../../api/client'
import { NONE } from '../../lib/format'
import { Async, Empty } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Time } from '../../ui/Time'
import { useRole } from '../../ui/useRole'
import { useSearchParam } from '../../ui/useSearchParam'
import ui from '../../ui/ui.module.css'
import { NewToken } from './NewToken'
import classes from './access.module.css'

type Token = components['schemas']['Token']

const hasEnded = ({ revokedAt, expiresAt }: Token) => revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now())

function Standing({ token }: { token: Token }) {
  const [word, color] = token.revokedAt ? ['revoked', 'red'] : hasEnded(token) ? ['expired', 'gray'] : ['valid', 'green']
  return (
    <Badge variant="outline" radius="sm" tt="none" color={color} className={ui.whole} styles={{ root: { color: 'var(--mantine-color-text)' } }}>
      {word}
    </Badge>
  )
}

function Revoke({ token }: { token: Token }) {
  return (
    <Confirm
      label="Revoke"
      question={`Revoke the token of ${token.name}?`}
      consequence={
        <>
          Token #{token.id} ({token.prefix}…, {token.role}) stops working at once and for good. Programs that use it are refused, and the sessions that were
          opened with it end. Experiments that it started are kept.
        </>
      }
      act={() => client.POST('/api/v1/tokens/{id}:revoke', { params: { path: { id: token.id } } })}
    />
  )
}

const COLUMNS: Column<Token>[] = [
  {
    id: 'name',
    header: 'Name',
    rowHeader: true,
    cell: ({ id, name, prefix }) => (
      <>
        <div className={classes.name}>{name}</div>
        <Text size="xs" c="dimmed" className={classes.line}>
          #{id}, <Code className={classes.prefix}>{prefix}…</Code>
        </Text>
      </>
    ),
    sortValue: ({ name }) => name,
    width: 190,
  },
  { id: 'role', header: 'Role', cell: ({ role, scope }) => (scope === 'full' ? role : `${role}, ${scope}`), sortValue: ({ role }) => role, hint: 'A read-only token sees what its role sees, and changes nothing' },
  { id: 'standing', header: 'State', cell: (token) => <Standing token={token} /> },
  {
    id: 'made',
    header: 'Made',
    cell: ({ createdAt, createdBy }) => (
      <>
        <Time at={createdAt} />
        <Text size="xs" c="dimmed" className={classes.name}>
          by {createdBy}
        </Text>
      </>
    ),
    sortValue: ({ createdAt }) => createdAt,
  },
  { id: 'used', header: 'Last used', cell: ({ lastUsedAt }) => <Time at={lastUsedAt} />, sortValue: ({ lastUsedAt }) => lastUsedAt, hint: 'To the minute' },
  { id: 'ends', header: 'Ends', cell: ({ revokedAt, expiresAt }) => <Time at={revokedAt ?? expiresAt} />, sortValue: ({ revokedAt, expiresAt }) => revokedAt ?? expiresAt },
]

/** The tokens: made, listed, revoked. */
export function Tokens() {
  const mayChange = useRole('admin')
  const [ended, setEnded] = useSearchParam('ended')
  const tokens = api.useQuery('get', '/api/v1/tokens')
  const columns = useMemo<Column<Token>[]>(
    () => (mayChange ? [...COLUMNS, { id: 'act', header: 'Action', cell: (token) => (hasEnded(token) ? NONE : <Revoke token={token} />) }] : COLUMNS),
    [mayChange],
  )
  return (
    <Stack gap="md">
      {mayChange && <NewToken />}
      <Checkbox label="Show those that have ended" checked={ended !== null} onChange={(event) => setEnded(event.currentTarget.checked ? 'true' : null)} />
      <Async query={tokens} what="the tokens">
        {({ items }) => {
          const rows = items.filter((token) => ended !== null || !hasEnded(token))
          if (rows.length === 0) return <Empty title="No token is valid" />
          return <DataTable label="Tokens" columns={columns} rows={rows} rowKey={({ id }) => String(id)} />
        }}
      </Async>
    </Stack>
  )
}
