import { Badge, Text } from '@mantine/core'
import type { Ref } from 'react'
import type { components } from '../../api/openapi'
import { count, number } from '../../lib/format'
import { HostileText } from '../../ui/text/HostileText'
import { MathsText } from '../../ui/text/MathsText'
import classes from './problem-sets.module.css'

type Listed = components['schemas']['ListedProblem']

interface Props {
  problem: Omit<Listed, 'screened'> & { screened?: Listed['screened'] }
  /** Formulas as they are written. */
  raw: boolean
  index?: number
  measure?: Ref<HTMLDivElement>
}

function Screened({ screened: { samples, correct, truncated, half } }: { screened: NonNullable<Listed['screened']> }) {
  return (
    <div>
      <div>
        solved {count(correct)} of {count(samples)}
      </div>
      {truncated > 0 && (
        <Text size="xs" c="dimmed">
          {count(truncated)} cut off
        </Text>
      )}
      {half && (
        <Badge size="sm" variant="light" tt="none">
          hard set, {half === 'TRAIN' ? 'train' : 'test'}
        </Badge>
      )}
    </div>
  )
}

/** A problem: its place in the set, its question and answer with formulas drawn, and what a screening found. */
export function ProblemRow({ problem, raw, index, measure }: Props) {
  const { ordinal, id, question, answer, tolerance, unit, screened } = problem
  return (
    <div className={classes.problem} role="listitem" data-index={index} ref={measure} data-problem={ordinal}>
      <div>
        <Text size="sm" fw={600}>
          {count(ordinal)}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <HostileText text={id} inline />
        </Text>
      </div>
      <MathsText text={question} raw={raw} />
      <div>
        <MathsText text={raw ? answer : boxedMaths(answer)} raw={raw} />
        {tolerance !== null && (
          <Text size="xs" c="dimmed">
            within {number(tolerance)}
          </Text>
        )}
        {unit !== null && (
          <Text size="xs" c="dimmed" component="div">
            unit <HostileText text={unit} inline />
          </Text>
        )}
      </div>
      {screened ? <Screened screened={screened} /> : <span />}
    </div>
  )
}

/** An answer is stored without dollar signs; one that is written in LaTeX is drawn as a formula. */
function boxedMaths(answer: string): string {
  return /[\\^_]/.test(answer) && !answer.includes('$') ? `$${answer}$` : answer
}
