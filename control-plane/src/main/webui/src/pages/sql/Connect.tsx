import { Anchor, Code, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import ui from '../../ui/ui.module.css'
import { useRole } from '../../ui/useRole'

/** How to read history with other programs. */
export function Connect() {
  const isAdmin = useRole('admin')
  return (
    <Stack gap="xs">
      <Text size="sm">
        Any program that speaks PostgreSQL can read the same views with a login of its own. {isAdmin ? 'You make one on the page ' : 'An admin makes one for you, '}
        {isAdmin ? (
          <Anchor component={Link} to="/access" size="sm">
            Access
          </Anchor>
        ) : (
          'on the page Access'
        )}
        , or at the terminal:
      </Text>
      <Code block className={ui.command}>ops/cairn sql-login NAME --days 30 &gt; password</Code>
      <Text size="sm">The password is shown once; the command also prints what to connect with:</Text>
      <Code block className={ui.command}>{'PGPASSWORD=$(cat password) psql \\\n  "host=127.0.0.1 port=PORT dbname=cairn user=history_NAME"'}</Code>
      <Text size="sm">In Python, with the password in PGPASSWORD:</Text>
      <Code block className={ui.command}>{'import pandas, sqlalchemy\nengine = sqlalchemy.create_engine(\n  "postgresql+psycopg://history_NAME@127.0.0.1:PORT/cairn")\npandas.read_sql("select * from runs", engine)'}</Code>
      <Text size="sm">Without a login, over REST:</Text>
      <Code block className={ui.command}>{"ops/cairn sql 'select * from history.experiments' --format csv"}</Code>
      <Text size="sm">The local database listens on its own machine only; from another one, use an SSH tunnel.</Text>
    </Stack>
  )
}
