import { Anchor, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { api, client } from '../../api/client'
import type { PolicyRecord, Run } from '../../api/types'
import { isFinal, runLabel } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Empty } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { RunPicker } from '../../ui/RunPicker'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { useSearchParam } from '../../ui/useSearchParam'
import classes from '../../ui/ui.module.css'
import { FamilyTree } from './FamilyTree'
import { PolicyDetail } from './PolicyDetail'
import { PolicyTable } from './PolicyTable'

const PATH = '/api/v1/runs/{id}/policies'

/** The policies of a run: their family tree, and each with its file. */
export default function PoliciesPage() {
  const [params] = useSearchParams()
  const run = Number(params.get('run'))
  if (!Number.isInteger(run) || run < 1) {
    return (
      <Page title="Policies" lead="A policy is a LoRA adapter of the teacher or of a student, over the same frozen base model.">
        <RunPicker to="/policies" kinds={['soar', 'train', 'screen']} />
      </Page>
    )
  }
  return <OfRun key={run} id={run} />
}

function OfRun({ id }: { id: number }) {
  const run = api.useQuery('get', '/api/v1/runs/{id}', { params: { path: { id } } })
  const live = useLive(run.data !== undefined && !isFinal(run.data.state))
  const policies = useAllPolicies(id)
  return (
    <Page
      title="Policies"
      tab={run.data ? `Policies: ${run.data.experimentName}, ${runLabel(run.data)}` : 'Policies'}
      above={
        run.data
          ? [
              [`${run.data.experimentName} (${run.data.experimentId})`, `/experiments/${run.data.experimentId}`],
              [runLabel(run.data), `/runs/${id}`],
            ]
          : [['Policies', '/policies']]
      }
      freshness={<Freshness status={live} updatedAt={policies.dataUpdatedAt} failed={policies.isError} />}
      actions={
        <Anchor component={Link} to="/policies" size="sm" className={classes.target}>
          Choose another run
        </Anchor>
      }
    >
      <Async query={run} what={`run ${id}`}>
        {(data) => (
          <Async query={policies} what="the policies" empty={{ when: (items) => items.length === 0, show: <NoPolicies run={data} /> }}>
            {(items) => <Family run={data} policies={items} />}
          </Async>
        )}
      </Async>
    </Page>
  )
}

function NoPolicies({ run }: { run: Run }) {
  return (
    <Empty title="This run has no policies">
      {run.kind === 'evaluate' ? 'An evaluation measures a policy of another run.' : run.kind === 'sample' ? 'A sample run asks a policy of another run.' : 'They appear with the first finished unit.'}
    </Empty>
  )
}

function Family({ run, policies }: { run: Run; policies: PolicyRecord[] }) {
  const [wanted, choose] = useSearchParam('policy')
  const chosen = policies.find(({ policy }) => policy === wanted) ?? latest(policies)
  return (
    <Stack gap="md">
      <Section
        title="Family tree"
        actions={<SqlLink sql={`select * from history.policies where experiment_id = ${run.experimentId} and run_id = ${run.id} order by created_at`} />}
      >
        <FamilyTree policies={policies} chosen={chosen?.policy ?? null} onChoose={choose} columnName={run.kind === 'train' ? 'Segment' : 'Outer step'} />
      </Section>
      {chosen && <PolicyDetail run={run} policy={chosen} policies={policies} />}
      <Section title="All policies">
        <PolicyTable policies={policies} chosen={chosen?.policy ?? null} onChoose={choose} />
      </Section>
    </Stack>
  )
}

/** The last promoted student, else the newest policy. */
const latest = (policies: PolicyRecord[]) => policies.findLast(({ promoted }) => promoted) ?? policies.findLast(({ role }) => role === 'student') ?? policies.at(-1)

function useAllPolicies(id: number) {
  return useQuery({
    queryKey: ['get', PATH, { params: { path: { id } } }, 'all'],
    queryFn: async ({ signal }) => {
      const all: PolicyRecord[] = []
      let cursor: string | null | undefined
      do {
        const query = { limit: 1000, ...(cursor ? { cursor } : {}) }
        const { data } = await client.GET(PATH, { params: { path: { id }, query }, signal })
        if (!data) throw new Error('an answer without content')
        all.push(...data.items)
        cursor = data.next
      } while (cursor)
      return all
    },
  })
}
