import { Anchor, Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { PolicyRecord, Run } from '../../api/types'
import { count, NONE, percent } from '../../lib/format'
import { isFinal } from '../../lib/state'
import { usePoll } from '../../live/useLive'
import { Facts } from '../../ui/Facts'
import { Section } from '../../ui/Section'
import { Time } from '../../ui/Time'
import ui from '../../ui/ui.module.css'
import { policyLabel } from '../rollouts/unitLabel'
import { evaluationOf } from './evaluations'
import classes from './policies.module.css'
import { size } from './size'

interface Props {
  run: Run
  policy: PolicyRecord
  policies: PolicyRecord[]
}

/** One policy: where it comes from, how good it is, and its file. */
export function PolicyDetail({ run, policy, policies }: Props) {
  const summary = api.useQuery('get', '/api/v1/experiments/{id}/summary', { params: { path: { id: run.experimentId } } })
  const result = summary.data && evaluationOf(policy, policies, run, summary.data.policies)
  const steps = summary.data?.policies.find(({ name }) => name === run.name)?.evaluatedSteps ?? []
  const facts: [string, ReactNode][] = [
    ['Role', policy.role],
    ['Made in', <UnitLink key="u" run={run} unit={policy.unit} />],
    ['Parent', policy.parent == null ? 'the base model, with B = 0' : <PolicyLink key="p" run={run} policy={policy.parent} />],
    ['Promoted', policy.role === 'teacher' ? NONE : policy.promoted ? 'yes' : 'no'],
    ['Optimizer steps', count(policy.optimizerSteps)],
    ['Size', size(policy.bytes)],
    ['Made', <Time key="t" at={policy.createdAt} />],
    ['Files', policy.kept ? 'kept' : <>removed <Time at={policy.removedAt} /></>],
    ['Loaded now', <Loaded key="l" run={run} policy={policy} />],
  ]
  return (
    <Section title={policyLabel(policy.policy)} actions={<Download run={run} policy={policy} />}>
      <Facts facts={facts} />
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        sha256 of its tensors: <code>{policy.sha256}</code>
      </Text>
      {result ? (
        <Text size="sm">
          Held-out problems: {Object.entries(result.passAtK).map(([k, value]) => `pass@${k} ${percent(value)}`).join(', ')}. {percent(result.truncatedShare)} of the completions were cut off.
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {steps.length === 0 ? 'It has no finished evaluation.' : `It has no result of its own: ${run.name} was evaluated ${steps.length === 1 ? 'with its student after step' : 'as a mean over its students after steps'} ${steps.join(', ')}.`}
        </Text>
      )}
      <Group gap="md">
        <Anchor component={Link} size="sm" className={ui.target} to={`/rollouts?run=${run.id}&policy=${encodeURIComponent(policy.policy)}`}>
          Its rollouts in this run
        </Anchor>
      </Group>
      {policy.kept && <LoadIt run={run} policy={policy} />}
    </Section>
  )
}

/** The engines that hold it; while its run has ended, none does. */
function Loaded({ run, policy }: { run: Run; policy: PolicyRecord }) {
  const active = !isFinal(run.state)
  const refetchInterval = usePoll(active)
  const loaded = api.useQuery('get', '/api/v1/runs/{id}/loaded-policies', { params: { path: { id: run.id } } }, { refetchInterval })
  if (!loaded.data) return <>{NONE}</>
  const engines = loaded.data.items.filter(({ policy: held }) => held === policy.policy).map(({ engine }) => engine ?? "the control plane's own engine")
  return <>{engines.length === 0 ? 'in no engine of this control plane' : [...new Set(engines)].join(', ')}</>
}

function Download({ run, policy }: { run: Run; policy: PolicyRecord }) {
  if (!policy.kept) {
    return (
      <Text size="sm" c="dimmed">
        It can't be downloaded: its files were removed.
      </Text>
    )
  }
  return (
    <Button component="a" size="xs" href={`/api/v1/runs/${run.id}/policies/${policy.policy}/adapter`} download leftSection={<IconDownload size={14} aria-hidden />}>
      Download PEFT adapter
    </Button>
  )
}

function LoadIt({ run, policy }: { run: Run; policy: PolicyRecord }) {
  const folder = `run-${run.id}-${policy.policy.replaceAll('/', '-')}`
  const code = `from peft import AutoPeftModelForCausalLM\nmodel = AutoPeftModelForCausalLM.from_pretrained("${folder}")`
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text size="sm">
          Unpack it with <code>tar xf {folder}.tar</code>, then in Python, where the base model is at the path that adapter_config.json names:
        </Text>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" mih={24} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <pre className={classes.code} tabIndex={0} aria-label="Python that loads the adapter">
        {code}
      </pre>
    </Stack>
  )
}

function UnitLink({ run, unit }: { run: Run; unit: string }) {
  const step = /^t\/(\d+)\//.exec(unit)?.[1]
  if (step === undefined) return <>{unit}</>
  return (
    <Anchor component={Link} to={`/runs/${run.id}/steps/${step}`} className={ui.target} inherit>
      {unit}
    </Anchor>
  )
}

function PolicyLink({ run, policy }: { run: Run; policy: string }) {
  return (
    <Anchor component={Link} to={`/policies?run=${run.id}&policy=${encodeURIComponent(policy)}`} className={ui.target} inherit>
      {policyLabel(policy)}
    </Anchor>
  )
}
