import { Anchor, SegmentedControl, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { Experiment } from '../../../api/types'
import { compareSpecs, type ComparedSetting } from '../../../lib/specDiff'
import { Async } from '../../../ui/Async'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Section'
import { useSearchParam } from '../../../ui/useSearchParam'
import ui from '../../../ui/ui.module.css'
import classes from '../experiment.module.css'
import { Value } from './Changed'

interface Props {
  experiment: Experiment
  spec: unknown
  other: number
}

/** The settings of two experiments side by side: those that differ, or all. */
export function SpecDiff({ experiment, spec, other }: Props) {
  const query = api.useQuery('get', '/api/v1/experiments/{id}/spec', { params: { path: { id: other } } }, { staleTime: Infinity })
  return (
    <Async query={query} what={`the spec of experiment ${other}`}>
      {(theirs) => <Compared experiment={experiment} here={spec} there={theirs.spec} name={theirs.submission.name} other={other} />}
    </Async>
  )
}

function Compared({ experiment, here, there, name, other }: { experiment: Experiment; here: unknown; there: unknown; name: string; other: number }) {
  const [which, show] = useSearchParam('settings')
  const all = useMemo(() => compareSpecs(here, there), [here, there])
  const differing = all.filter(({ differs }) => differs)
  const columns: Column<ComparedSetting>[] = [
    { id: 'path', header: 'Setting', rowHeader: true, cell: ({ path, differs }) => <code className={`${classes.value} ${differs ? classes.differs : ''}`}>{path}</code> },
    { id: 'here', header: `#${experiment.id}`, cell: (setting) => <Value value={setting.here} /> },
    { id: 'there', header: `#${other}`, cell: (setting) => <Value value={setting.there} /> },
  ]
  return (
    <Section
      title="Two specs"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which settings"
          value={which === 'all' ? 'all' : 'differences'}
          onChange={(value) => show(value === 'all' ? 'all' : null)}
          data={[
            { label: 'Only differences', value: 'differences' },
            { label: 'All settings', value: 'all' },
          ]}
        />
      }
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        #{experiment.id} is {experiment.name}; #{other} is{' '}
        <Anchor component={Link} to={`/experiments/${other}`} className={ui.target} inherit>
          {name}
        </Anchor>
        . {differing.length === 0 ? 'Every setting is the same.' : `${differing.length} of ${all.length} settings differ.`}
      </Text>
      {(which === 'all' || differing.length > 0) && (
        <DataTable label="Settings of both" columns={columns} rows={which === 'all' ? all : differing} rowKey={({ path }) => path} />
      )}
    </Section>
  )
}
