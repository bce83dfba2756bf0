import { SimpleGrid, Text } from '@mantine/core'
import type { OuterStep, TeacherStep } from '../../../api/types'
import { number } from '../../../lib/format'
import { Curves } from '../../../ui/charts/Curves'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'

const FIGURES: [name: string, value: (step: TeacherStep) => number | null | undefined][] = [
  ['loss', ({ loss }) => loss],
  ['KL', ({ kl }) => kl],
  ['entropy', ({ entropy }) => entropy],
  ['gradient norm', ({ gradientNorm }) => gradientNorm],
]

/** The teacher's optimizer steps, one per outer step. */
export function TeacherCharts({ runId, steps }: { runId: number; steps: OuterStep[] }) {
  const taught = steps.flatMap(({ outerStep, teacherStep }) => (teacherStep ? [{ outerStep, teacherStep }] : []))
  if (taught.length === 0) return null
  const figures = FIGURES.filter(([, value]) => taught.some(({ teacherStep }) => value(teacherStep) != null))
  const skipped = taught.filter(({ teacherStep }) => teacherStep.skipped).length
  const clipped = taught.filter(({ teacherStep }) => teacherStep.clipped).length
  const mismatch = Math.max(...taught.map(({ teacherStep }) => teacherStep.mismatchMean))
  return (
    <Section
      title="Training of the teacher"
      actions={<SqlLink sql={`select * from history.training_steps\nwhere run_id = ${runId} and role = 'teacher' order by step`} />}
    >
      <Text size="sm" c="dimmed">
        {taught.length} optimizer steps, of which {skipped} skipped because all advantages were 0 and {clipped} with a clipped gradient. Sampler and trainer differ by at most {number(mismatch)} nats per token on average.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: figures.length === 3 ? 3 : 2 }} spacing="xs">
        {figures.map(([name, value]) => (
          <Curves
            key={name}
            curves={[{ name, points: taught.map(({ outerStep, teacherStep }) => [outerStep, value(teacherStep) ?? null]) }]}
            xName="Outer step"
            yName={name}
            height={180}
            label={`The teacher's ${name} over ${taught.length} outer steps`}
            fileName={`run-${runId}-teacher-${name.replace(' ', '-')}`}
          />
        ))}
      </SimpleGrid>
    </Section>
  )
}
