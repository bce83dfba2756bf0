import { Group } from '@mantine/core'
import { useNavigate } from 'react-router'
import { client } from '../../api/client'
import type { Run, State } from '../../api/types'
import { isFinal } from '../../lib/state'
import { ActButton } from '../../ui/ActButton'
import { Confirm } from '../../ui/Confirm'
import { useRole } from '../../ui/useRole'

const CAN_PAUSE: ReadonlySet<State> = new Set<State>(['waiting', 'queued', 'running'])
const CAN_RESUME: ReadonlySet<State> = new Set<State>(['pausing', 'paused'])
const CAN_RETRY: ReadonlySet<State> = new Set<State>(['failed', 'cancelled'])

/** What can be done to a run in its state, by those who may. A retry or restart is a new run, which is shown then. */
export function RunActions({ run: { id, name, state } }: { run: Run }) {
  const navigate = useNavigate()
  const params = { params: { path: { id: Number(id) } } }
  if (!useRole('operator')) return null
  const retry = async () => navigate(`/runs/${(await client.POST('/api/v1/runs/{id}:retry', params)).data?.id}`)
  const restart = async () => navigate(`/runs/${(await client.POST('/api/v1/runs/{id}:restart', params)).data?.id}`)
  return (
    <Group gap="xs">
      {CAN_PAUSE.has(state) && (
        <ActButton act={() => client.POST('/api/v1/runs/{id}:pause', params)} done={`Run ${name} pauses after its current units`}>
          Pause run
        </ActButton>
      )}
      {CAN_RESUME.has(state) && (
        <ActButton act={() => client.POST('/api/v1/runs/{id}:resume', params)} done={`Run ${name} resumes`}>
          Resume run
        </ActButton>
      )}
      {CAN_RETRY.has(state) && (
        <ActButton act={retry} done={`Run ${name} continues where it stopped, as a new run`}>
          Retry run
        </ActButton>
      )}
      {isFinal(state) && (
        <Confirm
          label="Restart run"
          variant="default"
          question={`Restart run ${name} from the beginning?`}
          consequence="A new run begins again with the same seed, and so do new runs for all that depend on it. Results so far stay with this run, but the new ones replace them in the experiment’s summary."
          keep="Leave it"
          act={restart}
        />
      )}
      {!isFinal(state) && state !== 'cancelling' && (
        <Confirm
          label="Cancel run"
          question={`Cancel run ${name}?`}
          consequence="It stops, and the runs that depend on it are cancelled too. Finished units are kept: Retry continues from them."
          keep="Keep running"
          act={() => client.POST('/api/v1/runs/{id}:cancel', params)}
        />
      )}
    </Group>
  )
}
