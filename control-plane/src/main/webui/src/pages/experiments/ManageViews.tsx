import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api/client'
import type { components } from '../../api/openapi'
import { Problem } from '../../ui/Async'
import { Confirm } from '../../ui/Confirm'
import { useMe, useRole } from '../../ui/useRole'
import classes from './quick.module.css'
import type { View } from './useView'

type ListView = components['schemas']['ListView']

function OneView({ saved, now }: { saved: ListView; now: View }) {
  const cache = useQueryClient()
  const [name, setName] = useState(saved.name)
  const params = { path: { id: saved.id }, header: { 'If-Match': '*' } }
  const change = useMutation({
    mutationFn: (body: components['schemas']['ListViewRequest']) => client.PATCH('/api/v1/list-views/{id}', { params, body }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/list-views'] }),
  })
  return (
    <Stack gap={6} className={classes.saved}>
      <Group gap="xs" align="end" wrap="nowrap">
        <TextInput label="Name" size="xs" value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} style={{ flex: 1 }} />
        <Button size="xs" variant="default" disabled={name.trim() === '' || name === saved.name} loading={change.isPending} onClick={() => change.mutate({ name })}>
          Rename
        </Button>
      </Group>
      <Text size="xs" c="dimmed" ff="monospace" className={classes.wrap}>
        {saved.filter || 'all'}
      </Text>
      <Group gap="xs" justify="space-between">
        <Checkbox size="xs" label="Shared with everyone" checked={saved.shared} onChange={(event) => change.mutate({ shared: event.currentTarget.checked })} />
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={() => change.mutate({ ...now })}>
            Replace by what is shown
          </Button>
          <Confirm
            size="compact-xs"
            label="Delete view"
            question={`Delete view ${saved.name}?`}
            consequence={`${saved.shared ? 'Everyone loses it. ' : ''}The experiments stay as they are.`}
            act={() => client.DELETE('/api/v1/list-views/{id}', { params: { path: { id: saved.id } } })}
          />
        </Group>
      </Group>
      <Problem error={change.error} />
    </Stack>
  )
}

/** The views that the reader may change. */
export function ManageViews({ views, now, close }: { views: ListView[]; now: View; close: () => void }) {
  const me = useMe().data?.name
  const isAdmin = useRole('admin')
  const own = views.filter(({ owner }) => isAdmin || owner === me)
  return (
    <Modal opened onClose={close} title="Saved views" centered>
      <Stack gap="md">
        {own.length === 0 && <Text size="sm">None of these views is yours.</Text>}
        {own.map((saved) => (
          <OneView key={saved.id} saved={saved} now={now} />
        ))}
      </Stack>
    </Modal>
  )
}
