import { useQueries } from '@tanstack/react-query'
import { api } from '../../api/client'
import type { OuterStep, Run, Trial } from '../../api/types'
import { trainsStudents } from '../../lib/rewards'
import { QuestionsSection } from './QuestionsSection'
import { RewardQuestions } from './RewardQuestions'
import { StudentsSection } from './StudentsSection'
import type { StepView } from './useStepView'

interface Props {
  run: Run
  step: OuterStep
  view: StepView
}

/** The finished students of the chosen set, by repeat. */
function useTrials(runId: number, step: OuterStep, set: number) {
  const rewards = step.rewards[set] ?? []
  return useQueries({
    queries: rewards.map((reward, repeat) =>
      api.queryOptions(
        'get',
        '/api/v1/runs/{id}/outer-steps/{outerStep}/trials/{set}/{repeat}',
        { params: { path: { id: runId, outerStep: step.outerStep, set, repeat } } },
        { enabled: reward != null, staleTime: Infinity },
      ),
    ),
    combine: (results) => ({
      trials: results.map(({ data }) => data as Trial | undefined),
      failed: results.find(({ error, data }) => error !== null && data === undefined),
      pending: results.some(({ isLoading }) => isLoading),
    }),
  })
}

/** All of one set: its questions, its students' training, and what these gained and lost. */
export function SetDetail({ run, step, view }: Props) {
  const trials = useTrials(Number(run.id), step, view.set)
  return (
    <>
      <QuestionsSection run={run} step={step} view={view} />
      {trainsStudents(step) && (
        <>
          <StudentsSection run={run} step={step} view={view} trials={trials.trials} pending={trials.pending} error={trials.failed?.error} />
          <RewardQuestions run={run} step={step} view={view} trials={trials.trials} />
        </>
      )}
    </>
  )
}
