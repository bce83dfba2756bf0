import { Anchor } from '@mantine/core'
import { IconDatabase } from '@tabler/icons-react'
import { Link } from 'react-router'
import classes from './ui.module.css'

/** Opens the SQL that gives the numbers beside it. */
export function SqlLink({ sql, label = 'SQL' }: { sql: string; label?: string }) {
  return (
    <Anchor component={Link} to={`/sql?sql=${encodeURIComponent(sql)}`} state={{ run: true }} size="xs" className={classes.target} title="Open the query that gives these numbers">
      <IconDatabase size={14} aria-hidden style={{ marginRight: 3 }} />
      {label}
    </Anchor>
  )
}
