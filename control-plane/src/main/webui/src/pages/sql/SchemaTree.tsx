import { Button, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { HistoryView } from '../../api/types'
import classes from './sql.module.css'

interface Props {
  views: HistoryView[]
  /** Replaces the query. */
  choose: (sql: string) => void
}

/** What can be asked: the views with their columns and what these mean. */
export function SchemaTree({ views, choose }: Props) {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const matches = (view: HistoryView) =>
    wanted === '' || view.name.includes(wanted) || view.comment.toLowerCase().includes(wanted) || view.columns.some(({ name }) => name.includes(wanted))
  const found = views.filter(matches)
  return (
    <Stack gap="xs">
      <TextInput size="xs" aria-label="Find a view or a column" placeholder="Find a view or a column" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
      <ul className={classes.tree}>
        {found.map((view) => (
          <Branch key={view.name} view={view} wanted={wanted} choose={choose} />
        ))}
      </ul>
      {found.length === 0 && <Text size="sm">No view or column has this in its name.</Text>}
    </Stack>
  )
}

function Branch({ view, wanted, choose }: { view: HistoryView; wanted: string; choose: (sql: string) => void }) {
  const [opened, setOpened] = useState(false)
  const columns = wanted === '' || view.name.includes(wanted) ? view.columns : view.columns.filter(({ name }) => name.includes(wanted))
  return (
    <li>
      <Group gap={4} wrap="nowrap" justify="space-between">
        <UnstyledButton className={classes.branch} aria-expanded={opened} title={view.comment} onClick={() => setOpened(!opened)}>
          {opened ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <code>{view.name}</code>
        </UnstyledButton>
        <Button size="compact-sm" variant="subtle" aria-label={`Query ${view.name}`} onClick={() => choose(`select *\nfrom history.${view.name}`)}>
          query
        </Button>
      </Group>
      {opened && (
        <>
          <Text size="xs" c="dimmed" pl={18}>
            {view.comment}
          </Text>
          <dl className={classes.columns}>
            {columns.map(({ name, type, comment }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code> <span>{type}</span>
                </dt>
                <dd>{comment}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </li>
  )
}
