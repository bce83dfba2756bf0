import { Anchor, Button, Group, List, Modal, Progress, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { Link } from 'react-router'
import type { components } from '../../api/openapi'
import { count } from '../../lib/format'
import { Async, Problem } from '../../ui/Async'
import { bulk, DONE, type BulkResult, type Target, type Verb } from './bulk'

const experiments = (n: number) => `${count(n)} ${n === 1 ? 'experiment' : 'experiments'}`

const CONSEQUENCE: Partial<Record<Verb, string>> = {
  cancel: 'Cancelled runs stop after their units in progress. What they have stored is kept, and retry continues from it.',
  pause: 'Running ones stop after their units in progress, and lose nothing.',
  retry: 'New runs continue where the failed or cancelled ones stopped.',
  archive: 'Lists hide archived experiments. Nothing is deleted.',
}

function LeftOut({ title, left }: { title: string; left: components['schemas']['ExperimentsLeftOut'][] }) {
  if (left.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" spacing={2}>
        {left.map(({ reason, count: n, examples }) => (
          <List.Item key={reason} style={{ overflowWrap: 'anywhere' }}>
            {count(n)}: {reason} (
            {examples.slice(0, 5).map((id, i) => (
              <Fragment key={id}>
                {i > 0 && ', '}
                <Anchor component={Link} to={`/experiments/${id}`} size="sm">
                  #{id}
                </Anchor>
              </Fragment>
            ))}
            {n > 5 && ', …'})
          </List.Item>
        ))}
      </List>
    </div>
  )
}

function Outcome({ result, verb, would }: { result: BulkResult; verb: Verb; would: boolean }) {
  const one = result.changed === 1
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">
        <b>{experiments(result.changed)}</b> {would ? 'would be' : one ? 'was' : 'were'} {DONE[verb]}, of {count(result.matched)} selected.
      </Text>
      <LeftOut title={would ? 'Would stay as they are' : 'Stayed as they are'} left={result.unchanged} />
      <LeftOut title={would ? 'Would be refused' : 'Refused'} left={result.refused} />
    </Stack>
  )
}

/** An operation on many experiments: first what it would do, then its progress, then what came of it. */
export function BulkDialog({ verb, label, target, close }: { verb: Verb; label: string; target: Target; close: (done: boolean) => void }) {
  const cache = useQueryClient()
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const [soFar, setSoFar] = useState(0)
  const tags = verb === 'tag' ? { [key.trim()]: value === '' ? null : value } : null
  const preview = useQuery({
    queryKey: ['bulk', verb, target, tags],
    queryFn: () => bulk(verb, target, tags, true),
    enabled: tags === null || key.trim() !== '',
    staleTime: 0,
    retry: false,
  })
  const act = useMutation({
    mutationFn: () => bulk(verb, target, tags, false, (now) => setSoFar(now.matched)),
    onSettled: () => cache.invalidateQueries(),
  })
  const changes = preview.data?.changed ?? 0
  return (
    <Modal opened onClose={() => close(act.isSuccess)} title={`${label} experiments`} centered size="lg">
      <Stack gap="sm">
        {CONSEQUENCE[verb] && <Text size="sm">{CONSEQUENCE[verb]}</Text>}
        {verb === 'tag' && !act.isSuccess && (
          <Group gap="xs" grow>
            <TextInput label="Key" value={key} data-autofocus disabled={act.isPending} onChange={(event) => setKey(event.currentTarget.value)} />
            <TextInput label="Value" description="Empty removes the tag" inputWrapperOrder={['label', 'input', 'description']} value={value} disabled={act.isPending} onChange={(event) => setValue(event.currentTarget.value)} />
          </Group>
        )}
        {act.data ? (
          <Outcome result={act.data} verb={verb} would={false} />
        ) : (
          (tags === null || key.trim() !== '') && (
            <Async query={preview} what="what it would do" rows={2}>
              {(result) => <Outcome result={result} verb={verb} would />}
            </Async>
          )
        )}
        {act.isPending && <Progress value={(100 * soFar) / Math.max(1, preview.data?.matched ?? 1)} aria-label={`${count(soFar)} done`} animated />}
        <Problem error={act.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => close(act.isSuccess)}>
            {act.isSuccess ? 'Close' : 'Change nothing'}
          </Button>
          {!act.isSuccess && (
            <Button {...(verb === 'cancel' ? { color: 'red' } : {})} disabled={changes === 0} loading={act.isPending} onClick={() => act.mutate()}>
              {label} {experiments(changes)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
