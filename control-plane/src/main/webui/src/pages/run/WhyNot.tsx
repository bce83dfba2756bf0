import { Alert, Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { Run } from '../../api/types'
import { sentence } from '../../lib/format'
import { usePoll } from '../../live/useLive'
import { messageOf } from '../../ui/Async'
import { HostileText } from '../../ui/text/HostileText'
import ui from '../../ui/ui.module.css'

/** What to do about a failed run. */
function remedy(run: Run): string {
  switch (run.failure) {
    case 'user':
      return 'Submit the experiment again with settings that avoid it.'
    case 'infrastructure':
      return 'Fix the cause and retry it: it continues where it stopped.'
    default:
      return 'Please report it; the log has the details.'
  }
}

/** The first line of a run that does not work: why, and what helps. */
export function WhyNot({ run }: { run: Run }) {
  switch (run.state) {
    case 'waiting':
    case 'queued':
    case 'paused':
      return <Waits run={run} />
    case 'failed':
      return (
        <Alert color="red" variant="light" title="This run failed">
          <HostileText text={sentence(run.reason ?? 'no reason was recorded')} />
          <Text size="sm" mt={4}>
            {remedy(run)}
          </Text>
        </Alert>
      )
    default:
      return run.reason ? <HostileText text={sentence(run.reason)} /> : null
  }
}

function Waits({ run }: { run: Run }) {
  const { data, error } = api.useQuery('get', '/api/v1/runs/{id}/queue', { params: { path: { id: Number(run.id) } } }, { refetchInterval: usePoll(true) })
  const words = data ? sentence(data.waitReason.message) : error ? `Could not load the reason: ${messageOf(error)}` : 'Loading the reason…'
  return (
    <Alert color={run.state === 'paused' ? 'yellow' : 'gray'} variant="light" title={run.state === 'paused' ? 'Paused' : 'Not running yet'}>
      <HostileText text={words} />
      {data?.runsAhead != null && data.runsAhead > 0 && (
        <Text size="sm" mt={4}>
          {data.runsAhead === 1 ? 'One run is' : `${data.runsAhead} runs are`} ahead of it in its pool.
        </Text>
      )}
      {data?.precededBy != null && (
        <Text size="sm" mt={4}>
          It waits for{' '}
          <Anchor component={Link} inherit to={`/runs/${data.precededBy}`}>
            run {data.precededBy}
          </Anchor>
          .
        </Text>
      )}
      <Anchor component={Link} to="/queue" size="sm" className={ui.target}>
        The queue
      </Anchor>
    </Alert>
  )
}
