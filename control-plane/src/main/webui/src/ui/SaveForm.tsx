import { Button, Group, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from './Async'

interface Props {
  save: () => Promise<unknown>
  close: () => void
  /** The button that saves. */
  label: string
  disabled?: boolean
  children: ReactNode
}

/** The fields of a dialog with the button that saves them; a refusal is shown beside it, and nothing typed is lost. */
export function SaveForm({ save, close, label, disabled = false, children }: Props) {
  const cache = useQueryClient()
  const saving = useMutation({ mutationFn: save, onSuccess: close, onSettled: () => cache.invalidateQueries() })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <Stack gap="sm">
        {children}
        <Problem error={saving.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Close
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={disabled}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
