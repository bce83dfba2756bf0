import { Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { differingPaths, shortPaths, usualGroups } from '../../lib/differences'
import { groupsOf } from '../../lib/groups'
import { overOf } from '../../lib/metricCurves'
import { usualMetrics } from '../../lib/metricNames'
import { Async } from '../../ui/Async'
import { loadDrawing } from '../../ui/charts/Chart'
import { curvesQuery } from '../../ui/metrics/curvesQuery'
import { MetricChart } from '../../ui/metrics/MetricChart'
import { Section } from '../../ui/Section'
import { useSearchParam } from '../../ui/useSearchParam'
import { Chosen } from './Chosen'
import { MetricPicker } from './MetricPicker'
import { Results } from './Results'
import { SettingsDifference } from './SettingsDifference'
import { namesQuery, type Comparison } from './useComparison'
import { useView } from './useView'
import { ViewOptions } from './ViewOptions'

// While the numbers are being asked for.
loadDrawing()

/** The chosen experiments: curves by group, results, differing settings. */
export function Compared({ comparison: { experiments, members }, choose }: { comparison: Comparison; choose: (ids: number[]) => void }) {
  const options = useView()
  const [metric, setMetric] = useSearchParam('metric')
  const settings = useMemo(() => new Map(members.map((member) => [member.experiment.id, member.settings])), [members])
  const paths = useMemo(() => differingPaths([...settings.values()]), [settings])
  const by = useMemo(() => (options.view.group === undefined ? usualGroups(paths) : options.view.group), [options.view.group, paths])
  const allPaths = useMemo(() => [...new Set([...settings.values()].flatMap((of) => [...of.keys()]))].filter((path) => path !== 'seed'), [settings])
  const groups = useMemo(() => groupsOf(members, by, shortPaths(by ?? [])), [members, by])
  const results = useMemo(() => {
    const first = new Map(members.map((member) => [member.experiment.id, member]).reverse() as [number, (typeof members)[number]][])
    const one = experiments.map(({ id }) => first.get(id)).filter((member) => member !== undefined)
    return groupsOf(one.map((member) => ({ ...member, run: { ...member.run, name: '' } })), by, shortPaths(by ?? []))
  }, [experiments, members, by])
  const runs = useMemo(() => members.map(({ run }) => run.id).sort((a, b) => a - b), [members])
  const [named = ''] = (metric ?? '').split(',')
  // Names are for choosing another figure: they are read after the curves of the one that the address names.
  const curves = useQuery({ ...curvesQuery(runs, named, overOf(named, options.view.over)), enabled: false })
  const names = useQuery({ ...namesQuery(runs), enabled: runs.length > 0 && (named === '' || curves.isFetched), placeholderData: keepPreviousData })
  const known = names.data?.items.map(({ name }) => name) ?? []
  const shown = metric === null ? usualMetrics(known) : metric.split(',').filter((name) => name !== '')
  if (runs.length === 0) return <Text>These experiments have no runs with curves.</Text>
  return (
    <Stack gap="md">
      <Chosen experiments={experiments} remove={(id) => choose(experiments.map((each) => each.id).filter((other) => other !== id))} />
      <Section title="View">
        <ViewOptions options={options} paths={allPaths} by={by} hasStudents={shown.some((name) => name.startsWith('student/'))} />
        <Async query={names} what="the names of the figures">
          {({ items }) => <MetricPicker names={items} runs={runs.length} chosen={shown} onChange={(next) => setMetric(next.join(',') || ',')} />}
        </Async>
      </Section>
      {shown.map((name) => (
        <MetricChart key={name} name={name} groups={groups} view={options.view} />
      ))}
      <Results experiments={experiments} groups={results} />
      {experiments.length > 1 && <SettingsDifference experiments={experiments} settings={settings} paths={paths} />}
    </Stack>
  )
}
