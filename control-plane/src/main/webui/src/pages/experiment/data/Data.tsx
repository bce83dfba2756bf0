import { Anchor, Button, Code, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, client } from '../../../api/client'
import type { components } from '../../../api/openapi'
import type { Run } from '../../../api/types'
import { runLabel } from '../../../lib/state'
import { Async, messageOf } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { save } from '../../../ui/save'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import ui from '../../../ui/ui.module.css'
import type { PartProps } from '../part'

type View = components['schemas']['ExportedView']

/** Where the records of the experiment are: policies, rows, and how to take them along. */
export function Data({ experiment }: PartProps) {
  const { id, runs } = experiment
  return (
    <Stack gap="md">
      <Section title="Records of each run">
        <DataTable label="Records of each run" columns={RUNS} rows={runs} rowKey={(run) => String(run.id)} />
      </Section>
      <Files id={id} />
    </Stack>
  )
}

const RUNS: Column<Run>[] = [
  { id: 'run', header: 'Run', rowHeader: true, cell: (run) => <To to={`/runs/${run.id}`}>{`${runLabel(run)} #${run.id}`}</To> },
  { id: 'rollouts', header: 'Rollouts', cell: (run) => <To to={`/rollouts?run=${run.id}`} label={`Open the rollouts of ${runLabel(run)}`}>Open</To> },
  { id: 'policies', header: 'Policies', cell: (run) => <To to={`/policies?run=${run.id}`} label={`Open the policies of ${runLabel(run)}`}>Open</To> },
  { id: 'log', header: 'Log', cell: (run) => <To to={`/runs/${run.id}/logs`} label={`Open the log of ${runLabel(run)}`}>Open</To> },
]

function To({ to, label, children }: { to: string; label?: string; children: string }) {
  return (
    <Anchor component={Link} to={to} aria-label={label} className={ui.target} inherit>
      {children}
    </Anchor>
  )
}

function Files({ id }: { id: number }) {
  const query = api.useQuery('get', '/api/v1/experiments/{id}/files', { params: { path: { id } } }, { staleTime: 60_000 })
  const columns: Column<View>[] = [
    { id: 'view', header: 'View', rowHeader: true, cell: ({ name }) => <code>{name}</code>, sortValue: ({ name }) => name },
    { id: 'sql', header: 'SQL', cell: ({ name }) => <SqlLink sql={`select *\nfrom history.${name}\nwhere experiment_id = ${id}\nlimit 1000`} /> },
    { id: 'file', header: 'File', cell: ({ name }) => <Download id={id} view={name} /> },
  ]
  return (
    <Section title="Records as tables">
      <Text size="sm" maw="90ch">
        Each view of the schema history can be queried with SQL, or saved as a Parquet file with the rows of this experiment. The whole experiment, with
        the files of its policies, is saved by <Code>ops/cairn export {id}</Code>.
      </Text>
      <Async query={query} what="the list of views">
        {({ items }) => <DataTable label="Views with rows of this experiment" columns={columns} rows={items} rowKey={({ name }) => name} />}
      </Async>
    </Section>
  )
}

function Download({ id, view }: { id: number; view: string }) {
  const download = useMutation({
    mutationFn: async () => {
      const { data } = await client.GET('/api/v1/experiments/{id}/files/{view}', { params: { path: { id, view } }, parseAs: 'blob' })
      if (data) save(`experiment-${id}-${view}.parquet`, data as unknown as Blob)
    },
    onError: (error) => notifications.show({ title: `${view} could not be saved`, message: messageOf(error), color: 'red', autoClose: false }),
  })
  return (
    <Group>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconDownload size={14} aria-hidden />}
        loading={download.isPending}
        aria-label={`Save ${view} as Parquet`}
        onClick={() => download.mutate()}
      >
        Parquet
      </Button>
    </Group>
  )
}
