import { Code, Stack } from '@mantine/core'
import { useMemo } from 'react'
import type { components } from '../../api/openapi'
import { api, client } from '../../api/client'
import { Async, Empty } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Time } from '../../ui/Time'
import { useRole } from '../../ui/useRole'
import { NewSqlLogin } from './NewSqlLogin'
import classes from './access.module.css'

type SqlLogin = components['schemas']['SqlLogin']

function Revoke({ login }: { login: SqlLogin }) {
  return (
    <Confirm
      label="Revoke"
      question={`Revoke the login ${login.login}?`}
      consequence={`psql, notebooks and dashboards of ${login.viewer} are disconnected at once. Saved queries and the history are kept.`}
      act={() => client.POST('/api/v1/sql-logins/{name}:revoke', { params: { path: { name: login.viewer } } })}
    />
  )
}

const COLUMNS: Column<SqlLogin>[] = [
  { id: 'viewer', header: 'Person', rowHeader: true, cell: ({ viewer }) => <span className={classes.name}>{viewer}</span>, sortValue: ({ viewer }) => viewer },
  { id: 'login', header: 'Login', cell: ({ login }) => <Code className={classes.name}>{login}</Code> },
  { id: 'made', header: 'Made', cell: ({ createdAt }) => <Time at={createdAt} />, sortValue: ({ createdAt }) => createdAt },
  { id: 'by', header: 'By', cell: ({ createdBy }) => <span className={classes.name}>{createdBy}</span> },
  { id: 'ends', header: 'Ends', cell: ({ validUntil }) => <Time at={validUntil} />, sortValue: ({ validUntil }) => validUntil },
]

/** Logins to the database that read history and nothing else. */
export function SqlLogins() {
  const mayChange = useRole('admin')
  const logins = api.useQuery('get', '/api/v1/sql-logins')
  const columns = useMemo<Column<SqlLogin>[]>(
    () => (mayChange ? [...COLUMNS, { id: 'act', header: 'Action', cell: (login) => <Revoke login={login} /> }] : COLUMNS),
    [mayChange],
  )
  return (
    <Stack gap="md">
      {mayChange && <NewSqlLogin />}
      <Async
        query={logins}
        what="the SQL logins"
        empty={{ when: ({ items }) => items.length === 0, show: <Empty title="Nobody has a login to the database">The page SQL and REST need none.</Empty> }}
      >
        {({ items }) => <DataTable label="SQL logins" columns={columns} rows={items} rowKey={({ login }) => login} />}
      </Async>
    </Stack>
  )
}
