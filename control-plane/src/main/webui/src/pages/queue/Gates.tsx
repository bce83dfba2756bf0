import { Badge, Group } from '@mantine/core'
import { client } from '../../api/client'
import type { Gate } from '../../api/types'
import { ActButton } from '../../ui/ActButton'
import { useRole } from '../../ui/useRole'

const WORDS: Record<Gate, string> = {
  open: 'The queue is open',
  paused: 'The queue is paused: no run starts',
  draining: 'The queue is draining: no run starts, and those in progress are released between units',
}

/** The state of the whole queue, and what changes it. */
export function Gates({ state }: { state: Gate }) {
  const operator = useRole('operator')
  return (
    <Group gap="xs">
      <Badge variant="outline" color={state === 'open' ? 'green' : 'yellow'} tt="none" radius="sm" title={WORDS[state]} styles={{ root: { color: 'var(--mantine-color-text)' } }}>
        {state === 'open' ? 'Queue is open' : state === 'paused' ? 'Queue is paused' : 'Queue is draining'}
      </Badge>
      {operator && state !== 'open' && (
        <ActButton act={() => client.POST('/api/v1/queue:resume')} done="The queue is open.">
          Resume queue
        </ActButton>
      )}
      {operator && state !== 'paused' && (
        <ActButton act={() => client.POST('/api/v1/queue:pause')} done="No more runs start. Those in progress continue.">
          Pause queue
        </ActButton>
      )}
      {operator && state !== 'draining' && (
        <ActButton act={() => client.POST('/api/v1/queue:drain')} done="No more runs start. Those in progress are released after their current units.">
          Drain queue
        </ActButton>
      )}
    </Group>
  )
}
