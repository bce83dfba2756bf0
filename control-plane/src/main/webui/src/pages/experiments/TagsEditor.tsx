import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api/client'
import { Problem } from '../../ui/Async'
import { nameOf } from './cells'
import type { Line } from './useRows'

interface Row {
  key: string
  value: string
}

/** What to send so that the tags become these: a merge patch. */
function changes(before: Record<string, string>, rows: Row[]): Record<string, string | null> {
  const after = new Map(rows.filter(({ key }) => key.trim() !== '').map(({ key, value }) => [key.trim(), value]))
  const patch: Record<string, string | null> = {}
  for (const key of Object.keys(before)) if (!after.has(key)) patch[key] = null
  for (const [key, value] of after) if (before[key] !== value) patch[key] = value
  return patch
}

/** The tags of one experiment. */
export function TagsEditor({ line, close }: { line: Line; close: () => void }) {
  const cache = useQueryClient()
  const [rows, setRows] = useState<Row[]>(() => {
    const known = Object.entries(line.tags).map(([key, value]) => ({ key, value }))
    return known.length > 0 ? known : [{ key: '', value: '' }]
  })
  const set = (index: number, change: Partial<Row>) => setRows((old) => old.map((row, i) => (i === index ? { ...row, ...change } : row)))
  const save = useMutation({
    mutationFn: async () => {
      const tags = changes(line.tags, rows)
      if (Object.keys(tags).length === 0) return
      // The patch names only the tags that were changed here, so it may go over any version.
      await client.PATCH('/api/v1/experiments/{id}', {
        params: { path: { id: line.id }, header: { 'If-Match': '*' } },
        // The document has no null in this map, which in a merge patch removes a tag.
        body: { tags: tags as Record<string, string> },
      })
    },
    onSuccess: close,
    onSettled: () => cache.invalidateQueries(),
  })
  return (
    <Modal opened onClose={close} title={`Tags of ${nameOf(line)} #${line.id}`} centered styles={{ title: { overflowWrap: 'anywhere' } }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack gap="xs">
          {rows.length === 0 && (
            <Text size="sm" c="dimmed">
              No tags.
            </Text>
          )}
          {rows.map((row, i) => (
            <Group key={i} gap="xs" wrap="nowrap" align="center">
              <TextInput
                aria-label={`Key of tag ${i + 1}`}
                placeholder="key"
                value={row.key}
                data-autofocus={i === 0 || undefined}
                onChange={(event) => set(i, { key: event.currentTarget.value })}
                style={{ flex: 1 }}
              />
              <TextInput
                aria-label={`Value of tag ${i + 1}`}
                placeholder="value"
                value={row.value}
                onChange={(event) => set(i, { value: event.currentTarget.value })}
                style={{ flex: 2 }}
              />
              <ActionIcon variant="subtle" color="gray" aria-label={`Remove tag ${row.key || i + 1}`} onClick={() => setRows((old) => old.filter((_, at) => at !== i))}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'start' }} onClick={() => setRows((old) => [...old, { key: '', value: '' }])}>
            Add a tag
          </Button>
          <Problem error={save.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Leave as it was
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save tags
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
