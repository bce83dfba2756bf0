import { SimpleGrid, Stack, Text } from '@mantine/core'
import type { Run } from '../../../api/types'
import { rewardRange, trainsStudents } from '../../../lib/rewards'
import { isFinal } from '../../../lib/state'
import { Async, Empty } from '../../../ui/Async'
import { UnitsAtWork } from '../UnitsAtWork'
import { TeacherQuestions } from '../TeacherQuestions'
import { useOuterSteps } from '../useRun'
import { ThroughputChart } from '../ThroughputChart'
import { BaselineChart } from './BaselineChart'
import { DiversityChart } from './DiversityChart'
import { Gallery } from './Gallery'
import { QuestionsChart } from './QuestionsChart'
import { RewardChart } from './RewardChart'
import { StepTable } from './StepTable'
import { TeacherCharts } from './TeacherCharts'

function Nothing({ run }: { run: Run }) {
  return (
    <>
      <UnitsAtWork run={run} />
      <Empty title="No outer step has its questions yet" />
    </>
  )
}

const promotionQuestions = (run: number | string) => `select outer_step, question_set, position, question, answer
from history.questions join history.outer_steps using (experiment_id, run_id, outer_step)
where run_id = ${run} and promoted and question_set = best_question_set order by outer_step, position`

/** The outer loop: rewards against tau first, then every step, then the rest over the steps. */
export function SoarResults({ run }: { run: Run }) {
  const id = Number(run.id)
  const query = useOuterSteps(id, !isFinal(run.state))
  return (
    <Async query={query} what="the outer steps" rows={8} empty={{ when: ({ items }) => items.length === 0, show: <Nothing run={run} /> }}>
      {({ items: steps }) => (
        <Stack gap="md">
          {steps.some(({ meanReward }) => meanReward != null) ? <RewardChart runId={id} steps={steps} planned={run.outerSteps ?? steps.length} /> : <Text c="dimmed">No outer step is decided yet; then its reward is here.</Text>}
          <UnitsAtWork run={run} />
          <StepTable runId={id} steps={steps} range={rewardRange(steps)} />
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            {steps.some(trainsStudents) && <BaselineChart runId={id} steps={steps} />}
            <QuestionsChart runId={id} steps={steps} />
            <DiversityChart runId={id} steps={steps} />
            <ThroughputChart run={run} />
          </SimpleGrid>
          <Gallery runId={id} steps={steps} />
          <TeacherCharts runId={id} steps={steps} />
          {(run.promotions ?? 0) > 0 && <TeacherQuestions run={run} title="Promotion questions" sql={promotionQuestions(run.id)} none="No student has been promoted yet." />}
        </Stack>
      )}
    </Async>
  )
}
