import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../api/client'
import { differingPaths, shortPaths, usualGroups } from '../../lib/differences'
import { count } from '../../lib/format'
import { groupsOf } from '../../lib/groups'
import { isFinal } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Empty } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { useSearchParam } from '../../ui/useSearchParam'
import { Chosen } from './Chosen'
import { ExperimentPicker } from './ExperimentPicker'
import { MetricChart } from './MetricChart'
import { usualMetrics } from './metricNames'
import { MetricPicker } from './MetricPicker'
import { Results } from './Results'
import { SettingsDifference } from './SettingsDifference'
import { MOST, useComparison, type Comparison } from './useComparison'
import { useView } from './useView'
import { ViewOptions } from './ViewOptions'

/** Runs of any experiments side by side. Everything that is chosen is in the address. */
export default function ComparePage() {
  const { chosen, nothing, query } = useComparison()
  const [picking, setPicking] = useSearchParam('pick')
  const [, setParams] = useSearchParams()
  const live = useLive(query.data?.experiments.some(({ state }) => !isFinal(state)) ?? false)
  const choose = (ids: number[]) =>
    setParams((old) => {
      const next = new URLSearchParams(old)
      next.delete('runs')
      if (ids.length > 0) next.set('experiments', ids.join(','))
      else next.delete('experiments')
      if (nothing) next.set('pick', '1')
      return next
    })
  const open = nothing || picking !== null || query.data?.experiments.length === 0
  return (
    <Page
      title="Compare"
      lead="Curves, settings and results of experiments side by side, with bands over seeds. The address holds what you see."
      freshness={<Freshness status={live} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
      actions={
        !nothing && (
          <Button size="xs" variant="default" aria-expanded={open} onClick={() => setPicking(open ? null : '1')}>
            {open ? 'Hide the search' : 'Add or remove experiments'}
          </Button>
        )
      }
    >
      {open && (
        <Section title="Choose experiments">
          <ExperimentPicker chosen={chosen} onChange={choose} />
        </Section>
      )}
      {!nothing && (
        <Async query={query} what="the experiments" rows={8}>
          {(comparison) => (
            <>
              <Missing missing={comparison.missing} leaveOut={() => choose(comparison.experiments.map(({ id }) => id))} />
              {comparison.left > 0 && <Text size="sm">{count(comparison.left)} more runs are left out: at most {MOST} are compared at once.</Text>}
              {comparison.experiments.length > 0 ? (
                <Compared comparison={comparison} choose={choose} />
              ) : (
                comparison.missing.length === 0 && <Empty title="These runs do not exist">They may have been deleted. Search for others above.</Empty>
              )}
            </>
          )}
        </Async>
      )}
    </Page>
  )
}

/** An address may name experiments that have been deleted since. */
function Missing({ missing, leaveOut }: { missing: number[]; leaveOut: () => void }) {
  if (missing.length === 0) return null
  return (
    <Alert role="status" color="yellow" variant="light" title={missing.length === 1 ? `Experiment ${missing[0]} does not exist` : `Experiments ${missing.join(', ')} do not exist`}>
      <Button size="xs" variant="default" onClick={leaveOut}>
        Leave {missing.length === 1 ? 'it' : 'them'} out
      </Button>
    </Alert>
  )
}

function Compared({ comparison: { experiments, members }, choose }: { comparison: Comparison; choose: (ids: number[]) => void }) {
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
  const names = api.useQuery('get', '/api/v1/metrics', { params: { query: { run: runs } } }, { enabled: runs.length > 0, placeholderData: (old) => old })
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
