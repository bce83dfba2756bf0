import { Badge, Button, CloseButton, Group, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Experiment } from '../../../api/types'
import { Problem } from '../../../ui/Async'
import { useRole } from '../../../ui/useRole'
import { NONE } from '../../../lib/format'
import { change } from '../useExperiment'
import classes from '../experiment.module.css'

/** The tags; operators change them in place. */
export function Tags({ experiment }: { experiment: Experiment }) {
  const operates = useRole('operator')
  const tags = Object.entries(experiment.tags)
  return (
    <Group gap={6}>
      {tags.map(([key, value]) => (
        <Badge key={key} variant="light" color="gray" tt="none" className={classes.tag} title={`${key}: ${value}`}>
          {key}: {value}
        </Badge>
      ))}
      {operates ? <EditTags experiment={experiment} /> : tags.length === 0 && NONE}
    </Group>
  )
}

function EditTags({ experiment }: { experiment: Experiment }) {
  const cache = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const editing = useMutation({
    mutationFn: (tags: Record<string, string | null>) => change(experiment, { tags }),
    onSuccess: () => {
      setKey('')
      setValue('')
    },
    onSettled: () => cache.invalidateQueries(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    editing.mutate({ [key.trim()]: value.trim() })
  }
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start" width={340}>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes.small}
          leftSection={<IconTag size={14} aria-hidden />}
          aria-label="Edit the tags"
          onClick={() => setOpened(!opened)}
        >
          Edit
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {Object.entries(experiment.tags).map(([tag, its]) => (
            <Group key={tag} gap="xs" justify="space-between" wrap="nowrap">
              <Text size="sm" className={classes.anywhere}>
                <b>{tag}</b>: {its}
              </Text>
              <CloseButton size="sm" aria-label={`Remove the tag ${tag}`} disabled={editing.isPending} onClick={() => editing.mutate({ [tag]: null })} />
            </Group>
          ))}
          <form onSubmit={submit}>
            <Stack gap="xs">
              <Group gap="xs" grow wrap="nowrap">
                <TextInput label="Tag" placeholder="team" value={key} maxLength={63} data-autofocus onChange={(event) => setKey(event.currentTarget.value)} />
                <TextInput label="Value" placeholder="algebra" value={value} maxLength={200} onChange={(event) => setValue(event.currentTarget.value)} />
              </Group>
              <Problem error={editing.error} />
              <Group gap="xs" justify="flex-end">
                <Button size="xs" variant="default" onClick={() => setOpened(false)}>
                  Close
                </Button>
                <Button size="xs" type="submit" loading={editing.isPending} disabled={key.trim() === '' || value.trim() === ''}>
                  {key.trim() in experiment.tags ? 'Change tag' : 'Add tag'}
                </Button>
              </Group>
            </Stack>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
