import { ActionIcon, Button, Group, Popover, Stack, TextInput } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Experiment } from '../../../api/types'
import { Problem } from '../../../ui/Async'
import { change } from '../useExperiment'

/** Another name for the experiment, typed where its name stands. Its spec keeps the name that it was submitted with. */
export function Rename({ experiment }: { experiment: Experiment }) {
  const cache = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState(experiment.name)
  const renaming = useMutation({
    mutationFn: () => change(experiment, { name: name.trim() }),
    onSuccess: () => setOpened(false),
    onSettled: () => cache.invalidateQueries(),
  })
  const open = () => {
    renaming.reset()
    setName(experiment.name)
    setOpened(!opened)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    renaming.mutate()
  }
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start" width={340} withinPortal>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label="Rename the experiment" onClick={open}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <TextInput label="Name" value={name} maxLength={200} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
            <Problem error={renaming.error} />
            <Group gap="xs" justify="flex-end">
              <Button size="xs" variant="default" onClick={() => setOpened(false)}>
                Keep the name
              </Button>
              <Button size="xs" type="submit" loading={renaming.isPending} disabled={name.trim() === '' || name.trim() === experiment.name}>
                Rename
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
