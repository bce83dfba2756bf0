import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../../api/client'
import type { OuterStep } from '../../../api/types'
import { Async } from '../../../ui/Async'
import { Curves, type Curve } from '../../../ui/charts/Curves'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'

/** How much the questions differ: within their step, and from those of earlier steps. */
export function DiversityChart({ runId, steps }: { runId: number; steps: OuterStep[] }) {
  const navigate = useNavigate()
  const query = api.useQuery('get', '/api/v1/runs/{id}/question-diversity', { params: { path: { id: runId } } })
  const items = query.data?.items
  const curves = useMemo<Curve[]>(() => {
    const duplicates = steps.filter(({ duplicateQuestions, accepted }) => duplicateQuestions != null && accepted > 0)
    const all: Curve[] = [
      { name: 'different in their step', points: (items ?? []).map(({ outerStep, questions, distinct }) => [outerStep, distinct / questions]) },
      { name: 'new in the run', points: (items ?? []).map(({ outerStep, questions, fresh }) => [outerStep, fresh / questions]) },
    ]
    if (duplicates.length > 0) all.push({ name: 'different in their set', points: duplicates.map((step) => [step.outerStep, 1 - (step.duplicateQuestions ?? 0) / step.accepted]), dashed: true })
    return all
  }, [items, steps])
  return (
    <Section
      title="Diversity of the questions"
      actions={<SqlLink sql={`select outer_step, count(*) as questions, count(distinct question) as different\nfrom history.questions\nwhere run_id = ${runId} group by outer_step order by outer_step`} />}
    >
      <Async query={query} what="the diversity of the questions">
        {() => (
          <Curves
            curves={curves}
            xName="Outer step"
            yName="Share of questions"
            height={220}
            label={`Share of questions that differ from others of their step and from earlier steps, over ${items?.length ?? 0} outer steps`}
            fileName={`run-${runId}-diversity`}
            onX={(t) => void navigate(`/runs/${runId}/steps/${t}`)}
          />
        )}
      </Async>
      <Text size="sm" c="dimmed">
        Questions count as equal if their text is equal, character by character.
      </Text>
    </Section>
  )
}
