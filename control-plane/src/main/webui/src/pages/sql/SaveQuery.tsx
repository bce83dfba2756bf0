import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api/client'
import type { SavedQuery } from '../../api/types'
import { parameterNames, savedParameters } from '../../lib/sql'
import { Problem } from '../../ui/Async'
import type { Draft } from './useDraft'

interface Props {
  draft: Draft
  /** The reader's own saved query that was loaded, which can be changed. */
  loaded: SavedQuery | null
  onSaved: (query: SavedQuery) => void
}

/** Saves the query under a name, as a new one or over the one that was loaded. */
export function SaveQuery({ draft, loaded, onSaved }: Props) {
  const cache = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [form, setForm] = useState({ name: '', description: '', shared: false, overwrite: false })
  const target = form.overwrite ? loaded : null
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        name: form.name,
        description: form.description,
        shared: form.shared,
        sql: draft.sql,
        parameters: savedParameters(parameterNames(draft.sql), draft.typed),
      }
      const { data } = target
        ? await client.PATCH('/api/v1/history/saved-queries/{id}', { params: { path: { id: target.id }, header: { 'If-Match': `"${target.version}"` } }, body })
        : await client.POST('/api/v1/history/saved-queries', { body })
      if (!data) throw new Error('The answer was empty')
      return data
    },
    onSuccess: (query) => {
      setOpened(false)
      notifications.show({ message: `Saved as ${query.name}.`, color: 'green' })
      onSaved(query)
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/history/saved-queries'] }),
  })
  const open = () => {
    save.reset()
    setForm(
      loaded
        ? { name: loaded.name, description: loaded.description, shared: loaded.shared, overwrite: true }
        : { name: '', description: '', shared: false, overwrite: false },
    )
    setOpened(true)
  }
  return (
    <>
      <Button variant="default" onClick={open}>
        Save
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Save this query">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate()
          }}
        >
          <Stack gap="sm">
            {loaded && (
              <Checkbox
                label={`Change the saved query ${loaded.name}; otherwise a new one is made`}
                checked={form.overwrite}
                onChange={(event) => setForm({ ...form, overwrite: event.currentTarget.checked })}
              />
            )}
            <TextInput label="Name" required maxLength={100} data-autofocus value={form.name} onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} />
            <Textarea label="Description" autosize minRows={2} maxLength={2000} value={form.description} onChange={(event) => setForm({ ...form, description: event.currentTarget.value })} />
            <Checkbox
              label="Everyone may use it; each person sees only the rows that they may read"
              checked={form.shared}
              onChange={(event) => setForm({ ...form, shared: event.currentTarget.checked })}
            />
            <Text size="xs" c="dimmed">
              Its parameters keep their types, and their present values as defaults.
            </Text>
            <Problem error={save.error} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={() => setOpened(false)}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending}>
                {target ? 'Save changes' : 'Save as new'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
