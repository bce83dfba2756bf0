import { Anchor, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import { api } from '../api/client'
import type { Experiment, RunKind } from '../api/types'
import { runLabel } from '../lib/state'
import { Async, Empty } from './Async'
import { StateBadge } from './StateBadge'
import { Time } from './Time'
import classes from './ui.module.css'

interface Props {
  /** The page whose parameter 'run' is chosen. */
  to: string
  /** Runs of other kinds have nothing to show there. */
  kinds?: readonly RunKind[]
}

/** Lets the reader choose a run: the newest experiments, or those whose name has a text, with their runs. */
export function RunPicker({ to, kinds }: Props) {
  const [params, setParams] = useSearchParams()
  const wanted = params.get('experiment') ?? ''
  const [search] = useDebouncedValue(wanted.trim(), 250)
  const experiments = api.useQuery('get', '/api/v1/experiments', {
    params: { query: { limit: 20, ...(search === '' ? {} : { filter: `name.contains(${JSON.stringify(search)})` }) } },
  })
  const empty = (
    <Empty title={search === '' ? 'There are no experiments yet' : 'No experiment has this in its name'}>
      <Text size="sm">{search === '' ? 'Submit one on the page New experiment.' : 'Names are compared letter by letter, with capitals.'}</Text>
    </Empty>
  )
  return (
    <Stack gap="sm">
      <TextInput
        label="Choose a run"
        description="Of the newest experiments, or of those whose name contains this text"
        placeholder="Part of an experiment's name"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={wanted}
        onChange={(event) => {
          const value = event.currentTarget.value
          setParams((old) => {
            const next = new URLSearchParams(old)
            if (value === '') next.delete('experiment')
            else next.set('experiment', value)
            return next
          }, { replace: true })
        }}
        maw={460}
      />
      <Async query={experiments} what="the experiments" empty={{ when: ({ items }) => items.length === 0, show: empty }}>
        {({ items }) => (
          <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {items.map((experiment) => (
              <li key={experiment.id} className={classes.panel}>
                <Row experiment={experiment} to={to} {...(kinds ? { kinds } : {})} />
              </li>
            ))}
          </Stack>
        )}
      </Async>
    </Stack>
  )
}

function Row({ experiment, to, kinds }: Props & { experiment: Experiment }) {
  const runs = experiment.runs.filter(({ kind }) => kinds === undefined || kinds.includes(kind))
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {experiment.name}
        </Text>
        <Text size="sm" c="dimmed">
          {experiment.id}
        </Text>
        <StateBadge state={experiment.state} />
        <Text size="sm" c="dimmed">
          <Time at={experiment.createdAt} />
        </Text>
      </Group>
      <Group gap="md">
        {runs.map((run) => (
          <Anchor key={run.id} component={Link} to={`${to}?run=${run.id}`} size="sm" className={classes.target}>
            {runLabel(run)}
          </Anchor>
        ))}
      </Group>
    </Stack>
  )
}
