import { Anchor, Button, Code, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { api, client } from '../../api/client'
import type { components } from '../../api/openapi'
import { count } from '../../lib/format'
import { Async, Empty } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { Time } from '../../ui/Time'
import { useMe, useRole } from '../../ui/useRole'
import ui from '../../ui/ui.module.css'
import { HardSetForm } from './HardSetForm'

type HardSet = components['schemas']['HardSet']

/** Hard sets with a name, which any experiment can use in place of a screening. */
export function HardSetsTab() {
  const query = api.useQuery('get', '/api/v1/hard-sets')
  const { data: me } = useMe()
  const operates = useRole('operator')
  const admin = useRole('admin')
  const [naming, setNaming] = useState(false)
  const columns = useMemo(() => columnsOf(({ createdBy, owner }) => operates && (admin || createdBy === me?.name || owner === me?.name)), [operates, admin, me?.name])
  return (
    <Section
      title="Hard sets"
      actions={
        operates && (
          <Button size="xs" variant="default" onClick={() => setNaming(true)}>
            Name a hard set
          </Button>
        )
      }
    >
      <Text size="sm" maw="90ch">
        The problems that a screening found hard, in their two halves. An experiment with <Code>screen.hardSet</Code> uses them instead of screening again; its model, its student prompt and the other
        settings that decide what is hard must be the same.
      </Text>
      {naming && <HardSetForm close={() => setNaming(false)} />}
      <Async query={query} what="the hard sets" empty={{ when: ({ items }) => items.length === 0, show: <Empty title="No hard set has a name yet">Any experiment whose screening has finished has one to name.</Empty> }}>
        {({ items }) => <DataTable label="Hard sets" columns={columns} rows={items} rowKey={({ name }) => name} />}
      </Async>
    </Section>
  )
}

/** How the problems were found. */
function asked({ screened, samples, stopAtSuccess }: HardSet): string {
  if (samples === 0) return 'all kept'
  return `${count(screened)}, ${stopAtSuccess ? 'up to ' : ''}${count(samples)} times`
}

function columnsOf(mayDelete: (set: HardSet) => boolean): Column<HardSet>[] {
  return [
    { id: 'name', header: 'Name', rowHeader: true, cell: ({ name }) => <span style={{ overflowWrap: 'anywhere' }}>{name}</span>, sortValue: ({ name }) => name },
    {
      id: 'set',
      header: 'Problem set',
      cell: ({ problemSet, runId }) => (
        <Anchor component={Link} to={`/problem-sets/${encodeURIComponent(problemSet)}?screening=${runId}&unsolved=true`} inherit className={ui.target}>
          {problemSet}
        </Anchor>
      ),
      sortValue: ({ problemSet }) => problemSet,
    },
    { id: 'model', header: 'Model', cell: ({ model }) => <span style={{ overflowWrap: 'anywhere' }}>{model}</span>, sortValue: ({ model }) => model },
    { id: 'train', header: 'To train on', numeric: true, cell: ({ train }) => count(train), sortValue: ({ train }) => train },
    { id: 'test', header: 'Held out', numeric: true, cell: ({ test }) => count(test), sortValue: ({ test }) => test },
    { id: 'screened', header: 'Screened', numeric: true, hint: 'Problems that were asked, and how often', cell: asked, sortValue: ({ screened }) => screened },
    {
      id: 'experiment',
      header: 'Experiment',
      cell: ({ experimentId, experimentName }) => (
        <Anchor component={Link} to={`/experiments/${experimentId}`} inherit className={ui.target} style={{ overflowWrap: 'anywhere' }}>
          {experimentName} #{experimentId}
        </Anchor>
      ),
      sortValue: ({ experimentId }) => experimentId,
    },
    { id: 'used', header: 'Used by', hint: 'Other experiments with the halves of this screening', numeric: true, cell: ({ experiments }) => count(experiments), sortValue: ({ experiments }) => experiments },
    { id: 'description', header: 'Description', cell: ({ description }) => <span style={{ overflowWrap: 'anywhere' }}>{description}</span> },
    { id: 'by', header: 'Named by', cell: ({ createdBy, createdAt }) => <>{createdBy}, <Time at={createdAt} /></> },
    {
      id: 'actions',
      header: 'Actions',
      cell: (set) =>
        mayDelete(set) && (
          <Confirm
            label="Delete name"
            question={`Delete the name ${set.name}?`}
            consequence="For good: the name can't be given again. The screening and the experiments that have used it stay as they are, but copies of them are refused until their screen.hardSet is changed."
            act={() => client.DELETE('/api/v1/hard-sets/{name}', { params: { path: { name: set.name } } })}
          />
        ),
    },
  ]
}
