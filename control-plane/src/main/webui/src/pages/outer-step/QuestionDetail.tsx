import { SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import type { QuestionRecord } from '../../api/types'
import { constantLabel, number, percent } from '../../lib/format'
import { HostileText } from '../../ui/text/HostileText'
import { MathsText } from '../../ui/text/MathsText'
import ui from '../../ui/ui.module.css'
import classes from './step.module.css'

/** One question: as parsed, as the teacher wrote it, what is known of its answer, and how each student did on it. */
export function QuestionDetail({ question, raw }: { question: QuestionRecord; raw: boolean }) {
  const { written, sameProblem } = question
  return (
    <div className={ui.panel}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap="xs">
          <Title order={3}>Question {question.index}, as parsed</Title>
          <MathsText text={question.question} raw={raw} />
          <Text size="sm" component="div">
            <strong>Answer</strong> <MathsText text={question.answer} raw={raw} />
          </Text>
          {sameProblem ? (
            <Text size="sm" component="div">
              The problem set has the same question as <code>{sameProblem.problemId}</code>, {sameProblem.answer === question.answer ? 'with the same answer.' : 'with another answer:'}
              {sameProblem.answer !== question.answer && <MathsText text={sameProblem.answer} raw={raw} />}
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              The problem set does not have this question, so whether the answer is right is not known.
            </Text>
          )}
        </Stack>
        <Stack gap="xs">
          <Title order={3}>As the teacher wrote it</Title>
          {written?.text != null ? (
            <div className={classes.raw} tabIndex={0} role="region" aria-label="The teacher's completion">
              <HostileText text={written.text} />
            </div>
          ) : (
            <Text size="sm" c="dimmed">
              The text was not kept (execution.rolloutText).
            </Text>
          )}
          {written && (
            <Text size="xs" c="dimmed">
              {written.completionTokens} tokens, finished with {constantLabel(written.finishReason)}, request round {written.round}; answer{' '}
              {written.verdict === 'VERIFIED' ? 'can be parsed' : constantLabel(written.verdict)}.
            </Text>
          )}
        </Stack>
      </SimpleGrid>
      <Answers question={question} />
    </div>
  )
}

/** Each student's correct answers, by the optimizer step in which the question came up. */
function Answers({ question: { students, measured } }: { question: QuestionRecord }) {
  if (measured) {
    return (
      <Text size="sm" c="dimmed" mt="sm">
        Of {measured.samples} answers of the untrained student, {measured.correct} {measured.correct === 1 ? 'agrees' : 'agree'} with the teacher’s.
      </Text>
    )
  }
  if (students.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="sm">
        No finished student was asked this question.
      </Text>
    )
  }
  return (
    <div style={{ position: 'relative', overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Answers by student, scrolls">
      <Table mt="sm" withRowBorders={false} verticalSpacing={2} w="auto" style={{ fontVariantNumeric: 'tabular-nums' }} aria-label="Answers by student">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Student</Table.Th>
            <Table.Th>Correct answers at each of its training steps with this question</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {students.map(({ repeat, steps }) => (
            <Table.Tr key={repeat}>
              <Table.Th style={{ whiteSpace: 'nowrap' }}>Repeat {repeat}</Table.Th>
              <Table.Td>
                {steps.map(({ step, correct, samples, meanPoints }, i) => (
                  <span key={step} title={`${percent(correct / samples, 0)} correct, mean points ${number(meanPoints)}`}>
                    {i > 0 && ' → '}
                    <span className={classes.quiet}>step {step}:</span> {correct}/{samples}
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
