import { Group, SegmentedControl, Select, Switch, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { LOG_LEVELS, LOG_SOURCES } from '../../lib/log'
import type { LogFilter } from './useLog'

interface Props {
  filter: LogFilter
  set: (values: Record<string, string | null>) => void
  /** Whether the run may still write. */
  active: boolean
  following: boolean
}

const TYPING_MS = 400

/** Which log, which level and which text; all of it is in the address. */
export function LogFilters({ filter, set, active, following }: Props) {
  const [text, setText] = useState(filter.text ?? '')
  useEffect(() => setText(filter.text ?? ''), [filter.text])
  const search = useDebouncedCallback((wanted: string) => set({ text: wanted || null }), TYPING_MS)
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label="Whose log"
        data={LOG_SOURCES}
        value={filter.source}
        onChange={(source) => set({ source: source === 'control-plane' ? null : source })}
      />
      <Select
        label="Level"
        data={LOG_LEVELS}
        value={filter.level}
        onChange={(level) => set({ level: level === 'debug' ? null : level })}
        allowDeselect={false}
        w={190}
      />
      <TextInput
        label="Text"
        placeholder="in the line, its file or unit"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
        w={260}
        maw="100%"
      />
      {active && (
        <Switch label="Follow" checked={following} onChange={(event) => set({ follow: event.currentTarget.checked ? null : 'off' })} mb={8} />
      )}
    </Group>
  )
}
