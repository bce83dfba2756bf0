import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { Link } from 'react-router'
import { client } from '../../../api/client'
import type { Experiment } from '../../../api/types'
import { isFinal, latestRuns } from '../../../lib/state'
import { ActButton } from '../../../ui/ActButton'
import { Confirm } from '../../../ui/Confirm'
import { useRole } from '../../../ui/useRole'
import { Delete } from './Delete'
import { possible } from './possible'
import { ReportMenu } from './ReportMenu'

/** What can be done to the experiment in its state, by those who may. */
export function Actions({ experiment, owns }: { experiment: Experiment; owns: boolean }) {
  const operates = useRole('operator')
  const { id, name, state, archivedAt } = experiment
  const params = { params: { path: { id } } }
  const may = possible(experiment)
  const first = latestRuns(experiment.runs)[0]
  return (
    <>
      {operates && may.pause && (
        <ActButton act={() => client.POST('/api/v1/experiments/{id}:pause', params)} done="It pauses after the units in progress.">
          Pause
        </ActButton>
      )}
      {operates && may.resume && (
        <ActButton act={() => client.POST('/api/v1/experiments/{id}:resume', params)} done="Its paused runs are resumed.">
          Resume
        </ActButton>
      )}
      {operates && may.retry && (
        <ActButton act={() => client.POST('/api/v1/experiments/{id}:retry', params)} done="New runs continue where the old ones stopped.">
          Retry
        </ActButton>
      )}
      {operates && (
        <Button component={Link} to={`/experiments/new?from=${id}`} variant="default" size="xs" leftSection={<IconCopy size={14} aria-hidden />}>
          Clone and edit
        </Button>
      )}
      <ReportMenu experiment={experiment} />
      {owns && isFinal(state) && archivedAt == null && (
        <ActButton act={() => client.POST('/api/v1/experiments/{id}:archive', params)} done="Archived: lists show it only on request.">
          Archive
        </ActButton>
      )}
      {owns && archivedAt != null && (
        <ActButton act={() => client.POST('/api/v1/experiments/{id}:unarchive', params)} done="Lists show it again.">
          Unarchive
        </ActButton>
      )}
      {operates && may.restart && first && (
        <Confirm
          label="Restart"
          variant="default"
          question={`Restart experiment ${name}?`}
          consequence="New runs begin from scratch with the same seed, and take the place of the present results. The old runs and all their records stay."
          keep="Keep the results"
          act={() => client.POST('/api/v1/runs/{id}:restart', { params: { path: { id: first.id } } })}
        />
      )}
      {operates && may.cancel && (
        <Confirm
          label="Cancel experiment"
          question={`Cancel experiment ${name}?`}
          consequence="All its runs end. Finished work is kept, and Retry continues from it."
          keep="Keep running"
          act={() => client.POST('/api/v1/experiments/{id}:cancel', params)}
        />
      )}
      {owns && isFinal(state) && <Delete experiment={experiment} />}
    </>
  )
}
