import { Anchor } from '@mantine/core'
import { Suspense } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { Run } from '../../api/types'
import { lazily } from '../../lib/lazily'
import { isFinal, runLabel } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Loading } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { RunPicker } from '../../ui/RunPicker'
import classes from '../../ui/ui.module.css'
import { RolloutBrowser } from './RolloutBrowser'

const SideBySide = lazily(async () => ({ default: (await import('./SideBySide')).SideBySide }))

/** The completions of a run: searched, read, and compared between two policies. */
export default function RolloutsPage() {
  const [params] = useSearchParams()
  const run = Number(params.get('run') ?? params.get('left')?.split('/')[0] ?? params.get('right')?.split('/')[0])
  if (!Number.isInteger(run) || run < 1) {
    return (
      <Page title="Rollouts" lead="A rollout is one completion with its verdict and points.">
        <RunPicker to="/rollouts" />
      </Page>
    )
  }
  return <OfRun key={run} id={run} />
}

function OfRun({ id }: { id: number }) {
  const [params] = useSearchParams()
  const run = api.useQuery('get', '/api/v1/runs/{id}', { params: { path: { id } } })
  const active = run.data !== undefined && !isFinal(run.data.state)
  const live = useLive(active)
  const compares = params.has('left') || params.has('right')
  const title = compares ? 'Two policies on one problem' : 'Rollouts'
  return (
    <Page
      title={title}
      tab={run.data ? `${title}: ${run.data.experimentName}, ${runLabel(run.data)}` : title}
      above={above(run.data, compares)}
      freshness={<Freshness status={live} updatedAt={run.dataUpdatedAt} failed={run.isError} />}
      actions={
        <Anchor component={Link} to="/rollouts" size="sm" className={classes.target}>
          Choose another run
        </Anchor>
      }
    >
      <Async query={run} what={`run ${id}`}>
        {(data) => <Suspense fallback={<Loading what="the answers" />}>{compares ? <SideBySide run={data} /> : <RolloutBrowser run={data} />}</Suspense>}
      </Async>
    </Page>
  )
}

function above(run: Run | undefined, compares: boolean): [string, string][] {
  if (!run) return [['Rollouts', '/rollouts']]
  return [
    [`${run.experimentName} (${run.experimentId})`, `/experiments/${run.experimentId}`],
    [runLabel(run), `/runs/${run.id}`],
    ...(compares ? [['Rollouts', `/rollouts?run=${run.id}`] as [string, string]] : []),
  ]
}
