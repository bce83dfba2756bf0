import { Alert, Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Health } from '../../api/types'
import { sentence } from '../../lib/format'
import { SUBJECTS, troubles, worst } from '../../lib/overview'
import { HealthBadge } from '../../ui/HealthBadge'
import { Section } from '../../ui/Section'
import { Time } from '../../ui/Time'
import { HostileText } from '../../ui/text/HostileText'
import classes from './overview.module.css'

function Tile({ title, items, to }: { title: string; items: Health[]; to: string }) {
  const shown = worst(items)
  const well = items.filter(({ state }) => state === 'up' || state === 'idle').length
  return (
    <div className={classes.tile}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Anchor component={Link} to={to} fw={600} className={classes.tileLink}>
          {title}
        </Anchor>
        <HealthBadge state={shown?.state ?? 'unknown'} />
      </Group>
      <div className={classes.detail}>{shown ? <HostileText text={shown.detail ?? shown.name} /> : 'Nothing has reported yet.'}</div>
      <Text size="xs" c="dimmed">
        {items.length > 1 && `${well} of ${items.length} in order. `}
        {shown?.since ? (
          <>
            Since <Time at={shown.since} />
          </>
        ) : (
          shown && 'Since when is not known.'
        )}
      </Text>
    </div>
  )
}

/** Whether everything works that experiments need, and what to do where it does not. */
export function HealthTiles({ items }: { items: Health[] }) {
  const broken = troubles(items)
  return (
    <Section title="Health">
      {broken.map(({ subject, name, reason, remedy, state, since }) => (
        <Alert
          key={`${subject} ${name}`}
          color={state === 'down' ? 'red' : 'yellow'}
          variant="light"
          title={`${SUBJECTS.find(([of]) => of === subject)?.[1].replace(/s$/, '') ?? subject} ${state === 'down' ? 'down' : 'stopping'}: ${name}`}
        >
          <Stack gap={2}>
            {reason && <HostileText text={sentence(reason)} />}
            {remedy && <Text size="sm">What to do: {sentence(remedy)}</Text>}
            {since && (
              <Text size="xs" c="dimmed">
                Since <Time at={since} />
              </Text>
            )}
          </Stack>
        </Alert>
      ))}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 6 }} spacing="sm">
        {SUBJECTS.map(([subject, title, anchor]) => (
          <Tile key={subject} title={title} items={items.filter((item) => item.subject === subject)} to={`/services#${anchor}`} />
        ))}
      </SimpleGrid>
    </Section>
  )
}
