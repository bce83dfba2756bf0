import { Anchor, Group, Progress, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Overview } from '../../api/types'
import { count, NONE, number, percent, sentence } from '../../lib/format'
import { timeLeft } from '../../lib/timeLeft'
import { Section } from '../../ui/Section'
import { StateBadge } from '../../ui/StateBadge'
import { Time } from '../../ui/Time'
import { HostileText } from '../../ui/text/HostileText'
import shared from '../../ui/ui.module.css'
import classes from './overview.module.css'

type Item = Overview['running']['items'][number]

/** What the runs in progress do, or why none is. */
function Doing({ item }: { item: Item }) {
  if (item.working.length === 0) return <HostileText text={item.waiting ? `Waits. ${sentence(item.waiting)}` : 'Between two runs.'} />
  return item.working.map(({ id, name, outerStepsDone, outerSteps, progress }) => (
    <div key={id}>
      <Anchor component={Link} to={`/runs/${id}`} size="sm" className={shared.target}>
        {name}
      </Anchor>
      <Text size="sm" span>
        {outerSteps != null && `: ${count(outerStepsDone ?? 0)} of ${count(outerSteps)} outer steps done`}
        {progress && `${outerSteps == null ? ': ' : '; '}${progress.message}${progress.total > 0 ? ` (${count(progress.done)} of ${count(progress.total)})` : ''}`}
      </Text>
    </div>
  ))
}

function Left({ left }: { left: Item['timeLeft'] }) {
  const text = left ? timeLeft(left) : null
  return (
    <>
      <Text size="sm" title={left?.basis}>
        Time left: {text ?? NONE}
      </Text>
      <Text size="xs" c="dimmed">
        {left ? (text ? `From ${left.basis}.` : sentence(left.basis)) : 'Its problem set no longer exists.'}
      </Text>
    </>
  )
}

function Row({ item }: { item: Item }) {
  const promotion = item.lastPromotion
  const share = item.timeLeft?.share
  return (
    <li className={classes.row}>
      <Stack gap={2}>
        <Group gap="xs">
          <Anchor component={Link} to={`/experiments/${item.id}`} fw={600} className={`${shared.target} ${classes.name}`}>
            {item.name} #{item.id}
          </Anchor>
          {item.state !== 'running' && <StateBadge state={item.state} />}
        </Group>
        <Doing item={item} />
        <Text size="xs" c="dimmed">
          {item.runsDone} of {item.runs} runs done
          {item.startedAt && (
            <>
              ; started <Time at={item.startedAt} />
            </>
          )}
          ; owner {item.owner}
        </Text>
      </Stack>
      <Stack gap={2} w={{ base: '100%', xs: 300 }}>
        <Group gap="xs" wrap="nowrap">
          <Progress.Root size="md" flex={1} style={{ outline: '1px solid var(--cairn-line)' }}>
            <Progress.Section value={100 * (share ?? 0)} aria-label={`Progress of ${item.name}`} />
          </Progress.Root>
          <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }} title="The share of its completions that are done">
            {share == null ? NONE : percent(share, 0)}
          </Text>
        </Group>
        <Left left={item.timeLeft} />
        <Text size="sm">
          Last promotion:{' '}
          {promotion ? (
            <>
              <Anchor component={Link} to={`/runs/${promotion.run}/steps/${promotion.outerStep}`}>
                outer step {promotion.outerStep}
              </Anchor>
              , moving average {number(promotion.movingAverage)}, <Time at={promotion.at} />
            </>
          ) : (
            NONE
          )}
        </Text>
      </Stack>
    </li>
  )
}

/** Experiments in progress, the newest first. */
export function RunningList({ running }: { running: Overview['running'] }) {
  return (
    <Section
      title="Running experiments"
      actions={
        <Anchor component={Link} to={`/experiments?filter=${encodeURIComponent('state == "running"')}`} size="sm" className={shared.target}>
          {running.total > running.items.length ? `All ${count(running.total)}` : 'Open in the list'}
        </Anchor>
      }
    >
      {running.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          No experiment is running.
        </Text>
      ) : (
        <ul className={classes.list}>
          {running.items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Section>
  )
}
