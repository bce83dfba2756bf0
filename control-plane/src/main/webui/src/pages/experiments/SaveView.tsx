import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api/client'
import { Problem } from '../../ui/Async'
import type { View } from './useView'

/** Keeps the view that is shown under a name. */
export function SaveView({ view, close }: { view: View; close: () => void }) {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useMutation({
    mutationFn: () => client.POST('/api/v1/list-views', { body: { ...view, name, shared } }),
    onSuccess: close,
    onSettled: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/list-views'] }),
  })
  return (
    <Modal opened onClose={close} title="Save this view" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack gap="sm">
          <Text size="sm">It keeps the filter, the sort and the columns.</Text>
          <TextInput label="Name" value={name} maxLength={100} required data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
          <Checkbox label="Share it with everyone" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
          <Problem error={save.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Do not save
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Save view
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
