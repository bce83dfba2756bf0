import { SimpleGrid, Text } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { api } from '../../../api/client'
import type { Run, TrainingStep } from '../../../api/types'
import { count } from '../../../lib/format'
import { isFinal } from '../../../lib/state'
import { usePoll } from '../../../live/useLive'
import { Async } from '../../../ui/Async'
import { Curves } from '../../../ui/charts/Curves'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import { ThroughputChart } from '../ThroughputChart'
import { Checkpoints } from './Checkpoints'

const FIGURES: [name: string, value: (step: TrainingStep) => number | null | undefined][] = [
  ['mean points', ({ meanReward }) => meanReward],
  ['share correct', ({ correctShare }) => correctShare],
  ['loss', ({ loss }) => loss],
  ['KL', ({ kl }) => kl],
  ['entropy', ({ entropy }) => entropy],
  ['gradient norm', ({ gradientNorm }) => gradientNorm],
]

/** All optimizer steps, page after page, in their order. */
function useTrainingSteps(run: Run) {
  const query = api.useInfiniteQuery(
    'get',
    '/api/v1/runs/{id}/training-steps',
    { params: { path: { id: Number(run.id) }, query: { limit: 1000 } } },
    { pageParamName: 'cursor', initialPageParam: '', getNextPageParam: ({ next }) => next ?? undefined, refetchInterval: usePoll(!isFinal(run.state), 10_000) },
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const steps = useMemo(() => (query.data?.pages.flatMap(({ items }) => items) ?? []).sort((a, b) => a.step - b.step), [query.data])
  return { query, steps }
}

/** The curves of a student's training on the hard problems themselves. */
export function TrainResults({ run }: { run: Run }) {
  const id = Number(run.id)
  const { query, steps } = useTrainingSteps(run)
  const skipped = steps.filter((step) => step.skipped).length
  return (
    <>
      <Section title="Training" actions={<SqlLink sql={`select * from history.training_steps\nwhere run_id = ${id} order by step`} />}>
        <Async query={query} what="the training steps" empty={{ when: () => steps.length === 0, show: <Text size="sm">{isFinal(run.state) ? 'It took no optimizer step.' : 'No segment of its training has finished yet.'}</Text> }}>
          {() => (
            <>
              <Text size="sm" c="dimmed">
                {count(steps.length)} optimizer steps, of which {count(steps.length - skipped)} changed the weights; {count(skipped)} were skipped because for each question all answers had the same points. {count(steps.filter(({ clipped }) => clipped).length)} with a clipped gradient.
              </Text>
              <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs">
                {FIGURES.filter(([, value]) => steps.some((step) => value(step) != null)).map(([name, value]) => (
                  <Curves
                    key={name}
                    curves={[{ name, points: steps.map((step) => [step.step, value(step) ?? null]) }]}
                    xName="Optimizer step"
                    yName={name}
                    height={230}
                    label={`${name} over ${steps.length} optimizer steps`}
                    fileName={`run-${id}-${name.replace(' ', '-')}`}
                  />
                ))}
              </SimpleGrid>
            </>
          )}
        </Async>
      </Section>
      <Checkpoints run={run} />
      <ThroughputChart run={run} />
    </>
  )
}
