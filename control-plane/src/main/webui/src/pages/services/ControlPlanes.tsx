import { Anchor, Group, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ControlPlane } from '../../api/types'
import { count, duration, sentence } from '../../lib/format'
import type { HealthState } from '../../lib/overview'
import { Async, Empty } from '../../ui/Async'
import { Facts } from '../../ui/Facts'
import { HealthBadge } from '../../ui/HealthBadge'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import { Time } from '../../ui/Time'
import { HostileText } from '../../ui/text/HostileText'
import { useNow } from '../../ui/useNow'
import shared from '../../ui/ui.module.css'
import classes from './services.module.css'

const STATES: Record<ControlPlane['state'], [badge: HealthState, words: string]> = {
  claiming: ['up', 'claims runs'],
  draining: ['stopping', 'is stopping and claims nothing more; units in progress have 20 s to finish'],
  gone: ['down', 'has not been heard from, and did not say that it stops; others take over its runs'],
}

const PARTS: Record<ControlPlane['parts'][number]['part'], string> = {
  engine: 'Engine',
  trainer: 'Trainer',
  grader: 'Grader',
  database: 'Database',
  disk: 'Disk',
}

function Runs({ plane }: { plane: ControlPlane }) {
  const now = useNow('ticking')
  if (plane.runs.length === 0) return <>nothing now</>
  return plane.runs.map((run) => (
    <Group key={run.id} gap={6}>
      <Anchor component={Link} to={`/runs/${run.id}`} size="sm" className={shared.target} style={{ overflowWrap: 'anywhere' }}>
        {run.name} of {run.experimentName} #{run.experimentId}
      </Anchor>
      <StateBadge state={run.state} />
      <Text size="xs" c="dimmed">
        for {duration(now - Date.parse(run.since))}
      </Text>
    </Group>
  ))
}

function Part({ part }: { part: ControlPlane['parts'][number] }) {
  return (
    <li className={classes.part}>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {PARTS[part.part]}
        </Text>
        <HealthBadge state={part.state} />
      </Group>
      {part.detail && <HostileText text={part.detail} />}
      {part.reason && <HostileText text={sentence(part.reason)} />}
      {part.remedy && <Text size="sm">What to do: {sentence(part.remedy)}</Text>}
      <Text size="xs" c="dimmed">
        Since <Time at={part.since} />
      </Text>
    </li>
  )
}

function Plane({ plane }: { plane: ControlPlane }) {
  const [badge, words] = STATES[plane.state]
  return (
    <Stack gap="xs" className={classes.plane}>
      <Group gap="xs">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {plane.host} (pid {plane.pid})
        </Text>
        <HealthBadge state={badge} />
        <Text size="sm">{words}</Text>
      </Group>
      <Facts
        facts={[
          ['Pools', plane.pools.join(', ')],
          ['Works on', <Runs key="runs" plane={plane} />],
          ['Accelerators', count(plane.accelerators)],
          ['Started', <Time key="started" at={plane.startedAt} />],
          ['Last heartbeat', <Time key="seen" at={plane.seenAt} />],
        ]}
      />
      {plane.state !== 'gone' &&
        (plane.parts.length === 0 ? (
          <Text size="sm" c="dimmed">
            It has not reported the health of its parts yet.
          </Text>
        ) : (
          <ul className={classes.parts} aria-label={`Parts of ${plane.host} (pid ${plane.pid})`}>
            {plane.parts.map((part) => (
              <Part key={part.part} part={part} />
            ))}
          </ul>
        ))}
    </Stack>
  )
}

/** The control planes with the health of their parts, and what they do. */
export function ControlPlanes({ query }: { query: UseQueryResult<{ items: ControlPlane[] }, unknown> }) {
  return (
    <div id="control-planes" className={classes.anchor}>
      <Section title="Control planes">
        <Async
          query={query}
          what="the control planes"
          empty={{
            when: ({ items }) => items.length === 0,
            show: (
              <Empty title="No control plane claims runs">
                <Text size="sm">ops/run or ops/serve starts one.</Text>
              </Empty>
            ),
          }}
        >
          {({ items }) => items.map((plane) => <Plane key={plane.id} plane={plane} />)}
        </Async>
      </Section>
    </div>
  )
}
