import { ActionIcon, Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { api } from '../../api/client'
import { ApiError } from '../../api/errors'
import type { components } from '../../api/openapi'
import { messageOf } from '../../ui/Async'
import { complete, type Option } from './complete'
import { errorPosition } from './filter'
import classes from './quick.module.css'

interface Props {
  filter: string
  setFilter: (filter: string) => void
  counts: components['schemas']['ExperimentCounts'] | undefined
  /** Why the server did not take the filter. */
  error: unknown
}

/** The filter with its wrong place marked, and what is wrong there. */
function FilterError({ filter, error }: { filter: string; error: unknown }) {
  const text = messageOf(error)
  const at = errorPosition(text)
  return (
    <div role="alert">
      {at !== null && (
        <p className={classes.place}>
          {filter.slice(0, at)}
          <mark className={classes.wrong}>{filter.slice(at, at + 1) || ' '}</mark>
          {filter.slice(at + 1)}
        </p>
      )}
      <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    </div>
  )
}

export const isFilterError = (error: unknown) =>
  error instanceof ApiError && error.status === 400 && (error.problem.errors ?? []).some(({ field }) => field === 'filter')

/** The filter, with what can be written at the caret. Enter applies it. */
export function FilterField({ filter, setFilter, counts, error }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<{ of: string; text: string } | null>(null)
  // What the address says replaces a draft that was begun over another filter.
  const text = draft !== null && draft.of === filter ? draft.text : filter
  const [caret, setCaret] = useState(0)
  const [asked, setAsked] = useState(false)
  const names = api.useQuery('get', '/api/v1/experiments/fields', {}, { enabled: asked, staleTime: 60_000 })
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { from, options } = complete(text, caret, names.data, counts)

  const write = (value: string, at: number) => {
    setDraft({ of: filter, text: value })
    setCaret(at)
    combobox.resetSelectedOption()
  }
  const take = (option: Option) => {
    const next = text.slice(0, from) + option.text + text.slice(caret)
    const at = from + option.text.length
    write(next, at)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const apply = () => {
    combobox.closeDropdown()
    setDraft(null)
    setFilter(text.trim())
  }
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={(value) => take(options[Number(value)] ?? { text: '', hint: '' })} position="bottom-start" width={440}>
        <Combobox.Target withExpandedAttribute autoComplete="off">
          <TextInput
            ref={input}
            aria-label="Filter"
            placeholder='Filter, for example: state == "failed" && spec.soar.outer.tau > 0.01'
            spellCheck={false}
            autoCapitalize="off"
            maxLength={4000}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-sm)' } }}
            leftSection={<IconFilter size={16} aria-hidden />}
            rightSection={
              text !== '' && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label="Clear the filter"
                  onClick={() => {
                    setDraft(null)
                    setFilter('')
                  }}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )
            }
            error={error !== null && text === filter}
            value={text}
            onFocus={() => setAsked(true)}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onChange={(event) => {
              write(event.currentTarget.value, event.currentTarget.selectionStart ?? event.currentTarget.value.length)
              combobox.openDropdown()
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
            onKeyDown={(event) => {
              // Enter takes the option that the arrow keys have chosen; without one it applies the filter.
              if (event.key === 'Enter' && (!combobox.dropdownOpened || combobox.getSelectedOptionIndex() < 0)) {
                event.preventDefault()
                apply()
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={options.length === 0}>
          <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label="What can be written here">
            {options.map(({ text: written, hint }, i) => (
              <Combobox.Option key={written} value={String(i)}>
                <Group justify="space-between" gap="xs" wrap="nowrap">
                  <Text size="sm" ff="monospace" className={classes.wrap}>
                    {written}
                  </Text>
                  <Text size="xs" c="dimmed" style={{ flex: 'none' }}>
                    {hint}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {error !== null && <FilterError filter={filter} error={error} />}
    </div>
  )
}
