import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { client } from '../../api/client'
import type { Overview } from '../../api/types'
import { sentence } from '../../lib/format'
import { ActButton } from '../../ui/ActButton'
import { Fold } from '../../ui/Fold'
import { Section } from '../../ui/Section'
import { Time } from '../../ui/Time'
import { useRole } from '../../ui/useRole'
import { HostileText } from '../../ui/text/HostileText'
import shared from '../../ui/ui.module.css'
import classes from './overview.module.css'

type Failure = Overview['failures'][number]

const WHO: Record<NonNullable<Failure['failure']>, string> = {
  user: 'Change the settings as the reason says.',
  infrastructure: 'An engine, a worker or a disk was unavailable for too long. Fix it, then retry.',
  bug: 'This is an error of Cairn. Please report it.',
}

function Row({ run, operator }: { run: Failure; operator: boolean }) {
  const label = `${run.name}${run.generation > 1 ? ` (${run.generation})` : ''}`
  return (
    <li className={classes.row}>
      <Stack gap={2}>
        <Group gap={6}>
          <Anchor component={Link} to={`/runs/${run.id}`} fw={600} className={shared.target}>
            {label}
          </Anchor>
          <Text size="sm" className={classes.name}>
            of{' '}
            <Anchor component={Link} to={`/experiments/${run.experimentId}`}>
              {run.experimentName} #{run.experimentId}
            </Anchor>
          </Text>
        </Group>
        <Fold label={`Why ${label} of ${run.experimentName} #${run.experimentId} failed`} maxHeight={66} more="Show the whole reason">
          <HostileText text={sentence(run.reason)} />
        </Fold>
        <Text size="xs" c="dimmed">
          {run.failure && `${WHO[run.failure]} `}Failed <Time at={run.endedAt} />; owner {run.owner}
        </Text>
      </Stack>
      <Group gap="xs" align="flex-start">
        <Anchor component={Link} to={`/runs/${run.id}/logs`} size="sm" className={shared.target} aria-label={`Logs of ${label} of ${run.experimentName}`}>
          Logs
        </Anchor>
        {operator && (
          <ActButton act={() => client.POST('/api/v1/runs/{id}:retry', { params: { path: { id: run.id } } })} done={`${label} continues in a new run.`}>
            Retry
          </ActButton>
        )}
      </Group>
    </li>
  )
}

/** What failed lately and was not retried, with its reason. */
export function FailureList({ failures }: { failures: Failure[] }) {
  const operator = useRole('operator')
  return (
    <Section
      title="Failed lately"
      actions={
        <Anchor component={Link} to={`/experiments?filter=${encodeURIComponent('state == "failed"')}`} size="sm" className={shared.target}>
          All failed experiments
        </Anchor>
      }
    >
      {failures.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing has failed in the last seven days, apart from what was retried.
        </Text>
      ) : (
        <ul className={classes.list}>
          {failures.map((run) => (
            <Row key={run.id} run={run} operator={operator} />
          ))}
        </ul>
      )}
    </Section>
  )
}
