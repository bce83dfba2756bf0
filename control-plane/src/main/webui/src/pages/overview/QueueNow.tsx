import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Overview } from '../../api/types'
import { count, duration, sentence } from '../../lib/format'
import { Facts } from '../../ui/Facts'
import { Section } from '../../ui/Section'
import { HostileText } from '../../ui/text/HostileText'
import { useNow } from '../../ui/useNow'
import classes from '../../ui/ui.module.css'

/** How much waits, and why that which has waited longest does. */
export function QueueNow({ queue }: { queue: Overview['queue'] }) {
  const now = useNow('ticking')
  const oldest = queue.longestWaiting
  return (
    <Section
      title="Queue"
      actions={
        <Anchor component={Link} to="/queue" size="sm" className={classes.target}>
          Open the queue
        </Anchor>
      }
    >
      <Facts
        facts={[
          ['State', queue.state],
          ['Runs in progress', count(queue.running)],
          ['Queued runs', count(queue.queued)],
          ['Waiting for other runs, or paused', count(queue.blocked)],
          ['Longest wait', oldest ? duration(now - Date.parse(oldest.waitingSince)) : 'nothing waits to be claimed'],
        ]}
      />
      {oldest && (
        <div>
          <Text size="sm" span>
            Waiting longest:{' '}
            <Anchor component={Link} to={`/runs/${oldest.id}`} style={{ overflowWrap: 'anywhere' }}>
              {oldest.name} of {oldest.experimentName} #{oldest.experimentId}
            </Anchor>
          </Text>
          <HostileText text={sentence(oldest.waitReason.message)} />
        </div>
      )}
    </Section>
  )
}
