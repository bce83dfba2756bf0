import { Anchor, Button, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { Rollout, RolloutDetail as Detail, Run } from '../../api/types'
import { constantLabel, count, NONE, number } from '../../lib/format'
import { Async } from '../../ui/Async'
import { Facts } from '../../ui/Facts'
import { Fold } from '../../ui/Fold'
import { SqlLink } from '../../ui/SqlLink'
import { HostileText } from '../../ui/text/HostileText'
import { MathsText } from '../../ui/text/MathsText'
import ui from '../../ui/ui.module.css'
import { FINISHES, isWritten, PURPOSES, REJECTIONS } from './filters'
import classes from './rollouts.module.css'
import { Tokens } from './Tokens'
import { policyLabel, unitLabel } from './unitLabel'
import { VerdictBadge } from './VerdictBadge'

interface Props {
  run: Run
  place: { unit: string; ordinal: number }
  raw: boolean
  onRaw: (raw: boolean) => void
  /** Returns to the list, where it is not in sight. */
  onBack?: () => void
}

/** One completion with everything that is known of it. */
export function RolloutDetail({ run, place, raw, onRaw, onBack }: Props) {
  const query = api.useQuery('get', '/api/v1/runs/{id}/rollouts/{unit}/{ordinal}', {
    params: { path: { id: run.id, unit: place.unit, ordinal: place.ordinal } },
  })
  const region = useRef<HTMLElement>(null)
  const moved = onBack !== undefined
  useEffect(() => {
    if (moved) region.current?.focus()
  }, [moved])
  return (
    <section ref={region} className={`${ui.panel} ${classes.detail}`} aria-label="Chosen completion" tabIndex={0}>
      <Stack gap="sm">
        <Group justify="space-between">
          {onBack && (
            <Button size="xs" variant="default" leftSection={<IconArrowLeft size={14} aria-hidden />} onClick={onBack}>
              Back to the list
            </Button>
          )}
          <Title order={2}>
            {unitLabel(place.unit)}, rollout {place.ordinal}
          </Title>
          <Switch size="xs" label="Draw maths" checked={!raw} onChange={(event) => onRaw(!event.currentTarget.checked)} />
        </Group>
        <Async query={query} what="the completion" rows={8}>
          {(detail) => <Content detail={detail} run={run} raw={raw} />}
        </Async>
      </Stack>
    </section>
  )
}

function Content({ detail, run, raw }: { detail: Detail; run: Run; raw: boolean }) {
  const { rollout, prompt, inChatTemplate, question, tokensKept } = detail
  const written = isWritten(rollout.purpose)
  // The student writes after other examples each time.
  const template = written && run.policy === 'BASE'
  const text = inChatTemplate ? "user's message, sent in the model's chat template" : 'prompt'
  const heading = template ? `Template of the ${text}` : inChatTemplate ? `The ${text}` : 'Whole prompt'
  return (
    <Stack gap="sm">
      <Facts facts={judged(detail, run, raw)} />
      {question != null && (
        <Block title="Question">
          <MathsText text={question} raw={raw} />
        </Block>
      )}
      <Block title="Completion">
        {rollout.text == null ? <Text c="dimmed">The text was not kept.</Text> : <MathsText text={rollout.text} raw={raw} />}
      </Block>
      {tokensKept ? (
        <Block title="Tokens with their log-probabilities" plain>
          <Tokens run={run.id} unit={rollout.unit} ordinal={rollout.ordinal} />
        </Block>
      ) : (
        <Text size="sm" c="dimmed">
          Log-probabilities of its tokens are not kept{written && run.kind === 'soar' && ' any more: those of accepted questions are, until the teacher has learned from them'}.
        </Text>
      )}
      <Facts facts={sampled(detail, run)} />
      <Block title={heading}>
        {prompt == null ? (
          <Text c="dimmed">The question is no longer stored.</Text>
        ) : (
          <Fold label={heading} maxHeight={120}>
            <MathsText text={prompt} raw={raw} />
          </Fold>
        )}
      </Block>
      <Group gap="md">
        {!written && rollout.purpose !== 'VOTE' && rollout.problemId !== '' && (
          <Anchor component={Link} size="sm" className={ui.target} to={`/rollouts?run=${run.id}&problem=${encodeURIComponent(rollout.problemId)}&left=${encodeURIComponent(side(run, rollout.unit))}`}>
            Compare two policies on this problem
          </Anchor>
        )}
        <SqlLink sql={sqlOf(run, rollout)} />
      </Group>
    </Stack>
  )
}

type FactList = [name: string, value: ReactNode][]

/** What became of it. */
function judged({ rollout, expectedAnswer }: Detail, run: Run, raw: boolean): FactList {
  const verdict = <VerdictBadge verdict={rollout.verdict} purpose={rollout.purpose} />
  const answer = rollout.answer == null ? NONE : <MathsText text={rollout.answer} raw={raw} />
  if (isWritten(rollout.purpose)) {
    return [
      [`Can be parsed (${ruleLabel(rollout.rule)})`, verdict],
      [run.policy === 'BASE' ? 'Answer of the majority' : 'Answer to its own question', answer],
      ['Accepted', rollout.rejection == null ? `as question ${rollout.problemId}` : `no: ${REJECTIONS[rollout.rejection] ?? constantLabel(rollout.rejection)}`],
      ...(run.kind === 'soar' ? [['Advantage of its set', number(rollout.advantage)] satisfies FactList[number]] : []),
    ]
  }
  const other = rollout.otherVerdict == null ? NONE : <VerdictBadge verdict={rollout.otherVerdict} purpose={rollout.purpose} />
  return [
    [`Verdict (${ruleLabel(rollout.rule)})`, verdict],
    [`Verdict (${ruleLabel(rollout.rule === 'STRICT' ? 'MATH_VERIFY' : 'STRICT')})`, other],
    ['Parsed answer', answer],
    [rollout.purpose === 'VOTE' ? 'Answer of the majority' : 'Expected answer', expectedAnswer == null ? NONE : <MathsText text={expectedAnswer} raw={raw} />],
    ['Reward', number(rollout.reward)],
    ['Advantage', number(rollout.advantage)],
  ]
}

/** How it was sampled. */
function sampled({ rollout, policy }: Detail, run: Run): FactList {
  return [
    ['Sampled for', PURPOSES[rollout.purpose] ?? constantLabel(rollout.purpose)],
    ['Policy', policy == null ? (run.policy ? constantLabel(run.policy) : NONE) : <PolicyLink run={run} policy={policy} />],
    ['Tokens', `${count(rollout.completionTokens)} after a prompt of ${count(rollout.promptTokens)}`],
    ['Finish reason', FINISHES[rollout.finishReason] ?? constantLabel(rollout.finishReason)],
    ['Problem', rollout.problemId === '' ? NONE : <HostileText text={rollout.problemId} inline />],
    ['Prompt, sample', `${rollout.promptIndex}, ${rollout.sample}`],
  ]
}

const sqlOf = (run: Run, { unit, ordinal }: Rollout) =>
  `select * from history.rollouts r left join history.rollout_texts x using (experiment_id, run_id, unit, position)
where r.experiment_id = ${run.experimentId} and r.run_id = ${run.id} and r.unit = '${unit}' and r.position = ${ordinal}`

/** An evaluation or a screening compares as a whole; a soar run by its units. */
const side = (run: Run, unit: string) => (run.kind === 'soar' ? `${run.id}/${unit}` : String(run.id))

const ruleLabel = (rule: string) => (rule === 'STRICT' ? 'strict' : 'Math-Verify')

function PolicyLink({ run, policy }: { run: Run; policy: string }) {
  return (
    <Anchor component={Link} to={`/policies?run=${run.id}&policy=${encodeURIComponent(policy)}`} className={ui.target} inherit>
      {policyLabel(policy)}
    </Anchor>
  )
}

/** 'plain' content brings its own frame. */
function Block({ title, plain = false, children }: { title: string; plain?: boolean; children: ReactNode }) {
  return (
    <div>
      <Title order={3} size="sm" mb={4}>
        {title}
      </Title>
      <div className={plain ? undefined : classes.text}>{children}</div>
    </div>
  )
}
