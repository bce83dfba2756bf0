import { Anchor, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { Experiment } from '../../api/types'
import { settingText } from '../../lib/differences'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { HostileText } from '../../ui/text/HostileText'
import ui from '../../ui/ui.module.css'

interface Props {
  experiments: Experiment[]
  settings: Map<number, Map<string, unknown>>
  /** The settings that differ. */
  paths: string[]
}

/** Beyond these, experiments are rows. */
const FEW = 6
const LONG = 120

/** The settings that differ, and only these. */
export function SettingsDifference({ experiments, settings, paths }: Props) {
  const sql = `select path, experiment_id, value
from history.settings
where experiment_id in (${experiments.map(({ id }) => id).join(', ')})
order by path, experiment_id`
  return (
    <Section title="Settings that differ" actions={<SqlLink sql={sql} />}>
      {paths.length === 0 ? (
        <Text size="sm">These experiments differ in nothing but the seed.</Text>
      ) : experiments.length <= FEW ? (
        <BySetting experiments={experiments} settings={settings} paths={paths} />
      ) : (
        <ByExperiment experiments={experiments} settings={settings} paths={paths} />
      )}
    </Section>
  )
}

function Value({ value }: { value: unknown }) {
  const text = settingText(value)
  return (
    <span title={text.length > LONG ? text.slice(0, 2000) : undefined}>
      <HostileText text={text.length > LONG ? `${text.slice(0, LONG)}…` : text} />
    </span>
  )
}

function BySetting({ experiments, settings, paths }: Props) {
  const columns = useMemo<Column<{ path: string }>[]>(
    () => [
      { id: 'path', header: 'Setting', cell: ({ path }) => <code>{path}</code>, rowHeader: true, sortValue: ({ path }) => path },
      ...experiments.map(
        ({ id, name }): Column<{ path: string }> => ({
          id: String(id),
          header: `${name.length > 30 ? `${name.slice(0, 29)}…` : name} #${id}`,
          cell: ({ path }) => <Value value={settings.get(id)?.get(path)} />,
        }),
      ),
    ],
    [experiments, settings],
  )
  const rows = useMemo(() => paths.map((path) => ({ path })), [paths])
  return <DataTable label="Settings that differ" columns={columns} rows={rows} rowKey={({ path }) => path} />
}

function ByExperiment({ experiments, settings, paths }: Props) {
  const columns = useMemo<Column<Experiment>[]>(
    () => [
      {
        id: 'experiment',
        header: 'Experiment',
        rowHeader: true,
        cell: ({ id, name }) => (
          <Anchor component={Link} to={`/experiments/${id}`} size="sm" className={ui.target} style={{ overflowWrap: 'anywhere' }}>
            {name} #{id}
          </Anchor>
        ),
        sortValue: ({ id }) => id,
      },
      { id: 'seed', header: 'Seed', numeric: true, cell: ({ seed }) => seed, sortValue: ({ seed }) => seed },
      ...paths.map((path): Column<Experiment> => {
        const of = ({ id }: Experiment) => settings.get(id)?.get(path)
        return {
          id: path,
          header: path,
          cell: (experiment) => <Value value={of(experiment)} />,
          sortValue: (experiment) => {
            const value = of(experiment)
            return typeof value === 'number' ? value : settingText(value)
          },
        }
      }),
    ],
    [paths, settings],
  )
  return <DataTable label="Settings that differ, by experiment" columns={columns} rows={experiments} rowKey={({ id }) => String(id)} />
}
