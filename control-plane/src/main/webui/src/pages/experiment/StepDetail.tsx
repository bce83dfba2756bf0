import { useEffect, useRef } from 'react'
import { useQuestionSets } from '../../api/queries'
import type { OuterStep, QuestionSet } from '../../api/types'
import { number, signed } from '../../lib/format'
import { Failure, Loading } from '../../ui/states'
import { RewardGrid } from './RewardGrid'

interface Props {
  runId: number
  step: OuterStep
  range: number
  close: () => void
}

function Questions({ set }: { set: QuestionSet }) {
  return (
    <details>
      <summary>
        Set {set.set}: {set.questions.length} {set.questions.length === 1 ? 'question' : 'questions'}, reward {signed(set.reward)}, advantage {signed(set.advantage, 4)}
      </summary>
      <ol start={0} className="questions">
        {set.questions.map((q) => (
          <li key={q.index}>
            <span className="hostile">{q.question}</span> <span className="quiet">answer</span>{' '}
            <span className="hostile">{q.answer}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The details of one outer step, with the teacher's questions. */
export function StepDetail({ runId, step, range, close }: Props) {
  const { data, error, isPending, refetch } = useQuestionSets(String(runId), step.outerStep)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [step.outerStep])
  return (
    <section className="detail" aria-labelledby="step">
      <div className="title">
        <h3 id="step" ref={heading} tabIndex={-1}>Outer step {step.outerStep}</h3>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      <RewardGrid step={step} range={range} />
      {step.teacherStep && (
        <p>
          Teacher: advantages {step.advantages?.map((a) => signed(a, 4)).join(', ') ?? 'unknown'}; sampler and trainer
          differ by {number(step.teacherStep.mismatchMean)} nats per token.
        </p>
      )}
      {isPending && <Loading what="the questions" />}
      {error && <Failure what="Could not load the questions" error={error} retry={() => void refetch()} />}
      {data?.items.map((set) => <Questions key={set.set} set={set} />)}
    </section>
  )
}
