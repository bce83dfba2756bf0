import { Anchor, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { OuterStep, QuestionRecord, Run } from '../../api/types'
import { NONE, number, percent, signed } from '../../lib/format'
import { learnability, passRates } from '../../lib/questions'
import { REWARD_MEANINGS, trainsStudents } from '../../lib/rewards'
import { isFinal } from '../../lib/state'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { MathsText } from '../../ui/text/MathsText'
import ui from '../../ui/ui.module.css'
import { after, gate } from './fate'
import classes from './step.module.css'
import type { StepView } from './useStepView'

interface Props {
  run: Run
  step: OuterStep
  steps: OuterStep[]
  view: StepView
}

/** The way of a set, or of one of its questions: from the teacher's text through its students to a promotion. */
export function FatePath({ run, step, steps, view }: Props) {
  const { set, repeat } = view
  const { data } = api.useQuery('get', '/api/v1/runs/{id}/outer-steps/{outerStep}/sets/{set}/questions', { params: { path: { id: Number(run.id), outerStep: step.outerStep, set } } })
  const question = data?.items.find(({ index }) => index === view.question)
  const rewards = step.rewards[set] ?? []
  const setReward = step.setRewards?.[set]
  const promoted = step.promoted === true && step.bestSet === set
  const rank = step.setRewards && setReward !== undefined ? step.setRewards.filter((reward) => reward > setReward).length + 1 : null
  const students = trainsStudents(step)
  const rates = question ? passRates(question) : null
  return (
    <Section title={question ? `What became of question ${question.index} of set ${set}` : `What became of set ${set}`}>
      <ol className={classes.path}>
        <Stage title="Teacher" state="done">
          {question ? <Excerpt question={question} raw={view.raw} /> : <>{data ? `wrote ${data.items.length} questions` : 'wrote its questions'}</>}
        </Stage>
        {students && (
          <Stage title="Students" state={rewards.some((reward) => reward != null) ? 'done' : 'open'}>
            {rewards.length} trained on it
            {rates && (
              <div>
                solved {percent(rates.before, 0)} → {percent(rates.after, 0)}
              </div>
            )}
            <Text size="xs" c="dimmed">
              rewards {rewards.map((reward) => signed(reward ?? null)).join(', ')}
            </Text>
          </Stage>
        )}
        {!students && (
          <Stage title="Student" state={data?.items.some(({ measured }) => measured) ? 'done' : 'open'}>
            {question?.measured ? (
              <>
                {question.measured.correct} of {question.measured.samples} answers agree
                {step.rewardKind === 'LEARNABILITY' && <div>learnability {number(learnability(question))}</div>}
              </>
            ) : (
              'was asked its questions, without training'
            )}
          </Stage>
        )}
        <Stage title="Reward of the set" state={setReward === undefined ? 'open' : setReward > 0 ? 'good' : 'done'}>
          <strong>{signed(setReward ?? null)}</strong>
          {rank !== null && (
            <div>
              rank {rank} of {step.rewards.length}
            </div>
          )}
        </Stage>
        {students && (
          <>
            <Stage title="Gate" state={step.promoted == null ? 'open' : step.promoted ? 'good' : 'stopped'}>
              {gate(step)}
            </Stage>
            <Stage title="Promotion" state={step.promoted == null ? 'open' : promoted ? 'good' : 'stopped'}>
              {step.promoted == null
                ? 'not decided yet'
                : promoted
                  ? `★ student ${set}/${step.medianRepeat} became the baseline (promotion ${step.promotions})`
                  : step.promoted
                    ? `no: student ${step.bestSet}/${step.medianRepeat} of set ${step.bestSet} was promoted`
                    : 'no student of this step was promoted'}
            </Stage>
          </>
        )}
        <Stage title="Later" state={promoted ? 'good' : step.advantages ? 'done' : 'open'}>
          {promoted ? <Later run={run} step={step} steps={steps} /> : students && <>its students were let go</>}
          <Text size="xs" c="dimmed">
            {step.advantages ? `the teacher learned from it with advantage ${signed(step.advantages[set] ?? null, 4)}` : 'the teacher has not learned from it yet'}
          </Text>
        </Stage>
      </ol>
      <Text size="xs" c="dimmed">
        {question ? explained(students) : `Choose a question below to follow it. ${students ? `Shown: set ${set}, student ${set}/${repeat}.` : `The set’s reward: ${REWARD_MEANINGS[step.rewardKind].toLowerCase()}.`}`}
      </Text>
    </Section>
  )
}

/** What the numbers of a question mean. */
const explained = (students: boolean) =>
  students
    ? 'Shares are over all students of the set, when the question first came up in training and when it last did; correct means that the answer agrees with the teacher’s.'
    : 'An answer agrees if it equals the teacher’s, by the grading rule of the experiment.'

function Stage({ title, state, children }: { title: string; state: 'done' | 'open' | 'good' | 'stopped'; children: ReactNode }) {
  return (
    <li className={classes.stage} data-state={state}>
      <div className={classes.stageTitle}>{title}</div>
      <div className={classes.stageBody}>{children}</div>
    </li>
  )
}

function Excerpt({ question, raw }: { question: QuestionRecord; raw: boolean }) {
  return (
    <>
      <div className={classes.excerpt}>
        <MathsText text={question.question} raw={raw} />
      </div>
      <Text size="xs" c="dimmed" component="div">
        answer {question.answer === '' ? NONE : <MathsText text={question.answer} raw={raw} />}
      </Text>
    </>
  )
}

/** How long a promoted student was the baseline, and where else it is. */
function Later({ run, step, steps }: { run: Run; step: OuterStep; steps: OuterStep[] }) {
  const { until, next } = after(step, steps)
  const id = Number(run.id)
  return (
    <>
      {until === null ? (
        <div>{isFinal(run.state) ? 'baseline to the end of the run' : 'it is the baseline of the coming steps'}</div>
      ) : (
        <div>
          baseline of {until === step.outerStep + 1 ? `step ${until}` : `steps ${step.outerStep + 1} to ${until}`}
          {next === null && (isFinal(run.state) ? ', the last' : ', so far')}
        </div>
      )}
      {next !== null && (
        <Anchor component={Link} size="sm" className={ui.target} to={`/runs/${id}/steps/${next}`}>
          replaced at step {next}
        </Anchor>
      )}
      <div>its questions are promotion questions (PQ)</div>
      <SqlLink
        label="all PQ in SQL"
        sql={`select q.outer_step, q.question_set, q.position, q.question, q.answer\nfrom history.promotions p join history.questions q using (run_id, outer_step, question_set)\nwhere run_id = ${id} order by q.outer_step, q.position`}
      />{' '}
      <Anchor component={Link} size="sm" className={ui.target} to={`/policies?run=${id}`}>
        policies
      </Anchor>
    </>
  )
}
