import { Anchor, Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { Experiment } from '../../api/types'
import { searchFilter } from '../../lib/searchFilter'
import { Async, Empty } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { StateBadge } from '../../ui/StateBadge'
import { Time } from '../../ui/Time'
import ui from '../../ui/ui.module.css'
import { MOST } from './asked'

interface Props {
  chosen: number[]
  onChange: (ids: number[]) => void
}

const SHOWN = 100

/** Finds experiments by name, number, tag or filter, and chooses those to compare. */
export function ExperimentPicker({ chosen, onChange }: Props) {
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text, 250)
  const filter = searchFilter(settled)
  const query = api.useQuery(
    'get',
    '/api/v1/experiments',
    { params: { query: { limit: SHOWN, ...(filter ? { filter } : {}) } } },
    { placeholderData: (old) => old },
  )
  const selected = useMemo(() => new Set(chosen.map(String)), [chosen])
  const select = (shown: Experiment[]) => (next: Set<string>) => {
    const elsewhere = chosen.filter((id) => !shown.some((experiment) => experiment.id === id))
    onChange([...elsewhere, ...[...next].map(Number).filter((id) => !elsewhere.includes(id))].slice(0, MOST))
  }
  const columns = useMemo<Column<Experiment>[]>(
    () => [
      {
        id: 'name',
        header: 'Experiment',
        rowHeader: true,
        cell: ({ id, name }) => (
          <Anchor component={Link} to={`/experiments/${id}`} size="sm" className={ui.target} style={{ overflowWrap: 'anywhere' }}>
            {name} #{id}
          </Anchor>
        ),
      },
      { id: 'seed', header: 'Seed', numeric: true, cell: ({ seed }) => seed },
      { id: 'state', header: 'State', width: 130, cell: ({ state }) => <StateBadge state={state} /> },
      { id: 'steps', header: 'Outer steps', numeric: true, cell: ({ outerStepsDone }) => outerStepsDone ?? '–' },
      { id: 'tags', header: 'Tags', cell: ({ tags }) => <Tags tags={tags} choose={setText} /> },
      { id: 'created', header: 'Created', cell: ({ createdAt }) => <Time at={createdAt} /> },
    ],
    [],
  )
  return (
    <>
      <TextInput
        label="Find experiments"
        description={'A name, a number, a tag (team=x) or a filter such as seed < 5 && spec.soar.outer.tau == 0.01'}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Async query={query} what="the experiments" empty={{ when: ({ items }) => items.length === 0, show: <Empty title="No experiment matches">Search for something else.</Empty> }}>
        {({ items, next }) => (
          <>
            <DataTable
              label="Experiments to choose from"
              columns={columns}
              rows={items}
              rowKey={({ id }) => String(id)}
              rowLabel={({ name, id }) => `${name} #${id}`}
              selected={selected}
              onSelect={select(items)}
              maxHeight={320}
            />
            <Text size="xs" c="dimmed">
              {chosen.length} chosen, at most {MOST}. {next ? `The newest ${SHOWN} that match are shown; search to find others.` : ''}
            </Text>
          </>
        )}
      </Async>
    </>
  )
}

function Tags({ tags, choose }: { tags: Record<string, string>; choose: (search: string) => void }) {
  return (
    <Group gap={4}>
      {Object.entries(tags).map(([key, value]) => (
        <Button key={key} size="compact-sm" variant="default" title={`Show experiments with ${key}=${value}`} onClick={() => choose(`${key}=${value}`)}>
          {key}={value}
        </Button>
      ))}
    </Group>
  )
}
