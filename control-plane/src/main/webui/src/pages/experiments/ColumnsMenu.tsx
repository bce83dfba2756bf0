import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../api/client'
import type { components } from '../../api/openapi'
import { Async } from '../../ui/Async'
import { METRIC } from './asked'
import { column, DEFAULT, FIXED, TAG } from './columns'
import classes from './quick.module.css'

type Names = components['schemas']['ListedNames']

const MOST = 60

interface Props {
  chosen: string[]
  choose: (ids: string[]) => void
  tagKeys: string[]
}

/** All columns by kind; only those whose name contains what is typed. */
function offers(names: Names, tagKeys: string[], typed: string): [string, string[]][] {
  const wanted = typed.trim().toLowerCase()
  const found = (ids: string[]) => ids.filter((id) => `${id} ${column(id)?.label ?? ''}`.toLowerCase().includes(wanted)).slice(0, MOST)
  const groups: [string, string[]][] = [
    ['Columns', found(FIXED.map(({ id }) => id))],
    ['Tags', found(tagKeys.map((key) => TAG + key))],
    ['Last metrics', found(names.metrics.map((name) => METRIC + name))],
    ['Settings', found(names.fields.map(({ name }) => name).filter((name) => name.startsWith('spec.')))],
  ]
  return groups.filter(([, ids]) => ids.length > 0)
}

function Chosen({ chosen, choose }: Omit<Props, 'tagKeys'>) {
  const move = (from: number, to: number) => {
    const ids = [...chosen]
    const [id] = ids.splice(from, 1)
    if (id !== undefined) ids.splice(to, 0, id)
    choose(ids)
  }
  return chosen.map((id, i) => {
    const label = column(id)?.label ?? id
    return (
      <Group key={id} gap={2} wrap="nowrap" justify="space-between">
        <Text size="sm" className={classes.wrap} title={id}>
          {label}
        </Text>
        <Group gap={2} wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Move ${label} forward`} disabled={i === 0} onClick={() => move(i, i - 1)}>
            <IconArrowUp size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Move ${label} back`} disabled={i === chosen.length - 1} onClick={() => move(i, i + 1)}>
            <IconArrowDown size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Hide ${label}`} onClick={() => choose(chosen.filter((one) => one !== id))}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
    )
  })
}

/** Chooses the columns and their order: fixed ones, any setting, any last metric, any tag. */
export function ColumnsMenu({ chosen, choose, tagKeys }: Props) {
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const names = api.useQuery('get', '/api/v1/experiments/fields', {}, { enabled: opened, staleTime: 60_000 })
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={15} aria-hidden />} onClick={() => setOpened((old) => !old)} aria-expanded={opened}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          <TextInput
            size="xs"
            aria-label="Find a column, setting or metric"
            placeholder="Find a column, setting or metric"
            value={typed}
            data-autofocus
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ScrollArea.Autosize mah={380} type="auto" offsetScrollbars>
            <Stack gap={6}>
              {typed === '' && (
                <>
                  <Text size="xs" fw={600} c="dimmed">
                    Shown, in this order
                  </Text>
                  <Chosen chosen={chosen} choose={choose} />
                </>
              )}
              <Async query={names} what="the names of settings and metrics">
                {(all) =>
                  offers(all, tagKeys, typed).map(([group, ids]) => (
                    <Stack key={group} gap={4}>
                      <Text size="xs" fw={600} c="dimmed" mt={4}>
                        {group}
                      </Text>
                      {ids.map((id) => (
                        <Checkbox
                          key={id}
                          size="xs"
                          checked={chosen.includes(id)}
                          label={column(id)?.label ?? id}
                          onChange={(event) => choose(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
                          styles={{ label: { overflowWrap: 'anywhere' } }}
                        />
                      ))}
                    </Stack>
                  ))
                }
              </Async>
            </Stack>
          </ScrollArea.Autosize>
          <Button variant="subtle" size="compact-xs" onClick={() => choose(DEFAULT)}>
            Back to the usual columns
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
