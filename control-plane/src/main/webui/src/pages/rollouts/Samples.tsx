import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { client } from '../../api/client'
import type { Rollout, Run } from '../../api/types'
import { count, percent } from '../../lib/format'
import { Async, Empty } from '../../ui/Async'
import { Fold } from '../../ui/Fold'
import { MathsText } from '../../ui/text/MathsText'
import ui from '../../ui/ui.module.css'
import { FINISHES, placeOf } from './filters'
import classes from './rollouts.module.css'
import { sideLabel, sideText, type Side } from './sides'
import { unitLabel } from './unitLabel'
import { VerdictBadge } from './VerdictBadge'

const PATH = '/api/v1/runs/{id}/rollouts'
const SAMPLES = 64

interface Props {
  side: Side
  run: Run | undefined
  problem: string
  raw: boolean
}

/** What one policy answered to a problem, and how often it was right. */
export function Samples({ side, run, problem, raw }: Props) {
  const label = sideLabel(side, run)
  const query = { problemId: problem, limit: SAMPLES, ...(side.unit === null ? {} : { unit: side.unit }), ...onlyScores(side, run, problem) }
  const samples = useInfiniteQuery({
    queryKey: ['get', PATH, { params: { path: { id: side.run }, query } }, 'pages'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const params = { path: { id: side.run }, query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }
      const { data } = await client.GET(PATH, { params, signal })
      if (!data) throw new Error('an answer without content')
      return data
    },
    getNextPageParam: (last) => last.next ?? null,
  })
  return (
    <section aria-label={`${label} (${sideText(side)})`} className={ui.panel}>
      <Stack gap="sm">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {label}
        </Title>
        <Async query={samples} what="the samples">
          {({ pages }) => {
            const items = pages.flatMap(({ items: found }) => found)
            return (
              <>
                {items.length === 0 && !samples.hasNextPage ? <Empty title="It was not asked this problem" /> : <Rate items={items} more={samples.hasNextPage} />}
                <ul className={classes.samples}>
                  {items.map((rollout) => (
                    <Sample key={placeOf(rollout)} run={side.run} rollout={rollout} raw={raw} />
                  ))}
                </ul>
                {samples.hasNextPage && (
                  <Button size="xs" variant="default" loading={samples.isFetchingNextPage} onClick={() => void samples.fetchNextPage()}>
                    Read more samples
                  </Button>
                )}
              </>
            )
          }}
        </Async>
      </Stack>
    </section>
  )
}

/**
 * Without the interim score of a student, which was asked a reward question twice, and without the scores of the promoted students
 * of which an evaluation chooses one. The questions of a student's set are named set.index.
 */
function onlyScores(side: Side, run: Run | undefined, problem: string) {
  if (side.unit?.includes('/trial/') && !/^\d+\.\d+$/.test(problem)) return { purpose: 'REWARD' as const }
  return side.unit === null && run?.kind === 'evaluate' ? { purpose: 'EVALUATE' as const } : {}
}

function Rate({ items, more }: { items: Rollout[]; more: boolean }) {
  const correct = items.filter(({ verdict }) => verdict === 'VERIFIED').length
  return (
    <Text size="sm">
      <b>
        {count(correct)} of {count(items.length)}
      </b>{' '}
      correct ({percent(items.length === 0 ? null : correct / items.length)}){more && ', of the samples read so far'}
    </Text>
  )
}

function Sample({ run, rollout, raw }: { run: number; rollout: Rollout; raw: boolean }) {
  return (
    <li className={classes.sample}>
      <Group gap="xs" mb={4}>
        <VerdictBadge verdict={rollout.verdict} purpose={rollout.purpose} />
        {rollout.otherVerdict != null && (rollout.otherVerdict === 'VERIFIED') !== (rollout.verdict === 'VERIFIED') && <Text size="xs">the other rule disagrees</Text>}
        <Text size="xs" c="dimmed">
          {count(rollout.completionTokens)} tokens, {(FINISHES[rollout.finishReason] ?? rollout.finishReason).toLowerCase()}
        </Text>
        <Anchor component={Link} size="xs" ml="auto" className={ui.target} to={`/rollouts?run=${run}&problem=${encodeURIComponent(rollout.problemId)}&at=${encodeURIComponent(placeOf(rollout))}`}>
          {unitLabel(rollout.unit)}, {rollout.ordinal}
        </Anchor>
      </Group>
      {rollout.text == null ? (
        <Text size="sm" c="dimmed">
          The text was not kept.
        </Text>
      ) : (
        <Fold label={`Completion ${placeOf(rollout)} of run ${run}`} maxHeight={160}>
          <MathsText text={rollout.text} raw={raw} />
        </Fold>
      )}
    </li>
  )
}
