import { Anchor, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { Experiment } from '../../../api/types'
import { elapsed, NONE, sentence } from '../../../lib/format'
import { timeLeft } from '../../../lib/timeLeft'
import { Facts } from '../../../ui/Facts'
import { StateBadge } from '../../../ui/StateBadge'
import { Time } from '../../../ui/Time'
import { useNow } from '../../../ui/useNow'
import ui from '../../../ui/ui.module.css'
import { useReading } from '../useExperiment'
import { Notes } from './Notes'
import { Tags } from './Tags'

/** What the experiment is and how it stands. */
export function Head({ experiment, active }: { experiment: Experiment; active: boolean }) {
  const { id, state, reason, preset, seed, owner, clonedFrom, createdAt, startedAt, endedAt, archivedAt } = experiment
  const now = useNow(active && startedAt != null ? 'ticking' : 'still')
  const facts: [string, ReactNode][] = [
    [
      'State',
      <span key="state" aria-live="polite">
        <StateBadge state={state} />
      </span>,
    ],
    ['Preset', preset ?? 'custom'],
    ['Seed', seed],
    ['Owner', owner],
    ['Submitted', <Time key="submitted" at={createdAt} />],
    ['Started', <Time key="started" at={startedAt} />],
    ['Duration', elapsed(startedAt, endedAt, now)],
  ]
  if (active) facts.push(['Work left', <TimeLeft key="left" id={id} />])
  if (clonedFrom != null) facts.push(['Cloned from', <Original key="original" id={clonedFrom} />])
  if (archivedAt != null) facts.push(['Archived', <Time key="archived" at={archivedAt} />])
  return (
    <section aria-label="About the experiment" className={ui.panel}>
      <Stack gap="sm">
        {reason && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {sentence(reason)}
          </Text>
        )}
        <Facts facts={[...facts, ['Tags', <Tags key="tags" experiment={experiment} />]]} />
        <Notes experiment={experiment} />
      </Stack>
    </section>
  )
}

function Original({ id }: { id: number }) {
  return (
    <Anchor component={Link} to={`/experiments/${id}`} className={ui.target}>
      experiment {id}
    </Anchor>
  )
}

/** The estimated working time that is left; unknown until a run has a pace of its own or earlier runs gave one. */
function TimeLeft({ id }: { id: number }) {
  const { data } = api.useQuery('get', '/api/v1/experiments/{id}/cost', { params: { path: { id } } }, useReading(true, 10_000))
  const left = data?.left
  if (!left) return <>{NONE}</>
  return <span title={sentence(left.basis)}>{timeLeft(left) ?? NONE}</span>
}
