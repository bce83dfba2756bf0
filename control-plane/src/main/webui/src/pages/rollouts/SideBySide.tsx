import { Group, Select, Stack, Switch } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { Run } from '../../api/types'
import { Empty } from '../../ui/Async'
import { HostileText } from '../../ui/text/HostileText'
import { FilterInput } from './FilterInput'
import classes from './rollouts.module.css'
import { Samples } from './Samples'
import { parseSide, sideLabel, sidesOf, sideText, type Side } from './sides'

/** The samples of two policies on one problem, with their verdicts and pass rates. */
export function SideBySide({ run }: { run: Run }) {
  const [params, setParams] = useSearchParams()
  const left = parseSide(params.get('left'), run.id)
  const right = parseSide(params.get('right'), run.id)
  const problem = params.get('problem')
  const raw = params.get('maths') === 'raw'
  const experiment = api.useQuery('get', '/api/v1/experiments/{id}', { params: { path: { id: run.experimentId } } })
  const runs = experiment.data?.runs ?? [run]
  const step = useStep(left, right, runs)
  const problems = useProblems(left ?? right, runs)
  const set = (name: string, value: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const known = sidesOf(runs, step)
  const chosen = [left, right].filter((side) => side !== null && !known.some((other) => sideText(other) === sideText(side))) as Side[]
  const options = [...known, ...chosen].map((side) => ({ value: sideText(side), label: sideLabel(side, runs.find(({ id }) => id === side.run)) }))
  const column = (side: Side | null, name: string) =>
    side && problem ? (
      <Samples key={`${sideText(side)} ${problem}`} side={side} run={runs.find(({ id }) => id === side.run)} problem={problem} raw={raw} />
    ) : (
      <Empty title={problem ? `No policy chosen on the ${name}` : 'No problem chosen'} />
    )
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        {problems.length > 0 ? (
          <Select label="Problem" data={problems} value={problem} onChange={(value) => set('problem', value)} searchable limit={200} size="xs" w={220} nothingFoundMessage="No such problem" />
        ) : (
          <FilterInput label="Problem" size="xs" value={problem} onChange={(value) => set('problem', value)} />
        )}
        <Select label="Left" placeholder="Choose a policy" data={options} value={left && sideText(left)} onChange={(value) => set('left', value)} searchable size="xs" w={260} />
        <Select label="Right" placeholder="Choose a policy" data={options} value={right && sideText(right)} onChange={(value) => set('right', value)} searchable size="xs" w={260} />
        <Switch size="xs" mb={6} label="Draw maths" checked={!raw} onChange={(event) => set('maths', event.currentTarget.checked ? null : 'raw')} />
      </Group>
      {problem && <Question run={(left ?? right)?.run ?? run.id} unit={(left ?? right)?.unit ?? null} problem={problem} />}
      <div className={classes.sides}>
        {column(left, 'left')}
        {column(right, 'right')}
      </div>
    </Stack>
  )
}

/** The outer step that a side belongs to, with the number of students of each set. */
function useStep(left: Side | null, right: Side | null, runs: Run[]) {
  const side = [left, right].find((each) => each?.unit?.startsWith('t/'))
  const run = runs.find(({ id, kind }) => id === side?.run && kind === 'soar')
  const steps = api.useQuery('get', '/api/v1/runs/{id}/outer-steps', { params: { path: { id: run?.id ?? 0 } } }, { enabled: run !== undefined })
  const outerStep = Number(side?.unit?.split('/')[1])
  const shown = steps.data?.items.find((each) => each.outerStep === outerStep)
  return run && shown ? { run: run.id, outerStep, students: shown.rewards.map((set) => set.length), rewardKind: shown.rewardKind } : null
}

/** Ids of the problems that a side was asked, as far as they can be listed. */
function useProblems(side: Side | null, runs: Run[]): string[] {
  const screen = runs.findLast(({ kind }) => kind === 'screen')
  const [, outerStep, kind] = side?.unit?.split('/') ?? []
  // Students and baseline answer the same reward questions; what is measured of a set are its own questions.
  const asked = kind === 'learnability' || kind === 'alignment' ? side?.unit : `t/${outerStep}/baseline`
  const ofStep = side?.unit?.startsWith('t/') === true
  const screening = api.useQuery('get', '/api/v1/runs/{id}/screening', { params: { path: { id: screen?.id ?? 0 } } }, { enabled: screen !== undefined && !ofStep })
  const baseline = api.useQuery(
    'get',
    '/api/v1/runs/{id}/rollouts',
    { params: { path: { id: side?.run ?? 0 }, query: { unit: asked ?? '', limit: 1000 } } },
    { enabled: ofStep },
  )
  if (ofStep) return [...new Set((baseline.data?.items ?? []).map(({ problemId }) => problemId))]
  const ofRun = runs.find(({ id }) => id === side?.run)?.kind
  return ofRun === 'evaluate' ? (screening.data?.test ?? []) : []
}

/** The question, from the first rollout that answers it. */
function Question({ run, unit, problem }: { run: number; unit: string | null; problem: string }) {
  const first = api.useQuery('get', '/api/v1/runs/{id}/rollouts', {
    params: { path: { id: run }, query: { problemId: problem, limit: 1, ...(unit === null ? {} : { unit }) } },
  })
  const rollout = first.data?.items[0]
  const detail = api.useQuery(
    'get',
    '/api/v1/runs/{id}/rollouts/{unit}/{ordinal}',
    { params: { path: { id: run, unit: rollout?.unit ?? '', ordinal: rollout?.ordinal ?? 0 } } },
    { enabled: rollout !== undefined },
  )
  if (!detail.data?.question) return null
  return (
    <dl style={{ margin: 0 }}>
      <dt>Question</dt>
      <dd style={{ margin: 0 }} className={classes.text}>
        <HostileText text={detail.data.question} />
      </dd>
      <dt>Expected answer</dt>
      <dd style={{ margin: 0 }} className={classes.text}>
        <HostileText text={detail.data.expectedAnswer ?? '–'} />
      </dd>
    </dl>
  )
}
