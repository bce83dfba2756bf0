import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Experiment } from '../../../api/types'
import { count } from '../../../lib/format'
import { Problem } from '../../../ui/Async'
import { HostileText } from '../../../ui/text/HostileText'
import { useRole } from '../../../ui/useRole'
import { change } from '../useExperiment'

/** The longest that the server takes. */
const LONGEST = 20_000

/** What people wrote about the experiment, as plain text; operators change it in place. */
export function Notes({ experiment }: { experiment: Experiment }) {
  const operates = useRole('operator')
  const [editing, setEditing] = useState(false)
  const notes = experiment.notes ?? ''
  if (editing) return <EditNotes experiment={experiment} close={() => setEditing(false)} />
  if (notes === '' && !operates) return null
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap" justify="space-between">
      {notes !== '' && (
        <Text size="sm" component="div" maw="90ch" mah={220} style={{ overflowY: 'auto' }} tabIndex={0} role="region" aria-label="Notes">
          <HostileText text={notes} />
        </Text>
      )}
      {operates && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          mih={24}
          ml={notes === '' ? -8 : 0}
          leftSection={<IconNote size={14} aria-hidden />}
          onClick={() => setEditing(true)}
          style={{ flexShrink: 0 }}
        >
          {notes === '' ? 'Write notes' : 'Edit notes'}
        </Button>
      )}
    </Group>
  )
}

function EditNotes({ experiment, close }: { experiment: Experiment; close: () => void }) {
  const cache = useQueryClient()
  // What was shown when the writing began, so that nobody's later notes are overwritten.
  const [seen] = useState(experiment)
  const [text, setText] = useState(experiment.notes ?? '')
  const saving = useMutation({
    mutationFn: () => change(seen, { notes: text }),
    onSuccess: close,
    onSettled: () => cache.invalidateQueries(),
  })
  return (
    <Stack gap="xs">
      <Textarea
        label="Notes"
        description={`Plain text, ${count(text.length)} of ${count(LONGEST)} characters. Ctrl+Enter saves.`}
        value={text}
        maxLength={LONGEST}
        autosize
        minRows={3}
        maxRows={16}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && saving.mutate()}
      />
      <Problem error={saving.error} />
      <Group gap="xs">
        <Button size="xs" loading={saving.isPending} disabled={text === (seen.notes ?? '')} onClick={() => saving.mutate()}>
          Save notes
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          Discard
        </Button>
      </Group>
    </Stack>
  )
}
