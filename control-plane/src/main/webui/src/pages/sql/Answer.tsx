import { Alert, Group, SegmentedControl, Text } from '@mantine/core'
import { Suspense } from 'react'
import type { QueryAnswer } from '../../api/types'
import { lazily } from '../../lib/lazily'
import { cellText } from '../../lib/sql'
import { count } from '../../lib/format'
import { Empty, Loading } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { useSearchParam } from '../../ui/useSearchParam'
import { AnswerTable } from './AnswerTable'
import type { Question } from './useAsk'
import classes from './sql.module.css'

const AnswerChart = lazily(async () => ({ default: (await import('./AnswerChart')).AnswerChart }))

/** The answer as a table or a chart, or the plan. */
export function Answer({ answer, question }: { answer: QueryAnswer; question: Question }) {
  const [show, setShow] = useSearchParam('show')
  if (question.explain) {
    return (
      <Section title="Plan">
        <pre className={classes.plan} tabIndex={0}>
          {answer.rows.map((row) => cellText(row[0])).join('\n')}
        </pre>
      </Section>
    )
  }
  return (
    <Section
      title="Answer"
      actions={
        <SegmentedControl
          aria-label="Show the answer as"
          size="xs"
          value={show === 'chart' ? 'chart' : 'table'}
          data={[
            { value: 'table', label: 'Table' },
            { value: 'chart', label: 'Chart' },
          ]}
          onChange={(value) => setShow(value === 'chart' ? 'chart' : null)}
        />
      }
    >
      <Group gap="xs">
        <Text size="sm" role="status">
          {count(answer.rowCount)} {answer.rowCount === 1 ? 'row' : 'rows'} of {answer.columns.length} {answer.columns.length === 1 ? 'column' : 'columns'} in{' '}
          {count(answer.durationMs)} ms
        </Text>
      </Group>
      {answer.truncated && (
        <Alert color="yellow" variant="light" role="note" title="There are more rows">
          {answer.truncatedBy === 'bytes'
            ? 'The answer reached the limit of bytes and was cut there.'
            : `Only the first ${count(answer.rowCount)} rows are shown. Choose a higher limit, or download all rows.`}
        </Alert>
      )}
      {answer.rows.length === 0 ? (
        <Empty title="No rows">The query ran and found nothing. Its columns: {answer.columns.map(({ name }) => name).join(', ')}.</Empty>
      ) : show === 'chart' ? (
        <Suspense fallback={<Loading what="the chart" />}>
          <AnswerChart answer={answer} />
        </Suspense>
      ) : (
        <AnswerTable answer={answer} />
      )}
    </Section>
  )
}
