import { TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: string | null
  onChange: (value: string | null) => void
}

/** A text of the address that is changed while the reader types, a moment after the last key. */
export function FilterInput({ value, onChange, ...input }: Props) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  const commit = useDebouncedCallback((text: string) => onChange(text === '' ? null : text), 350)
  return (
    <TextInput
      {...input}
      value={typed}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        commit(event.currentTarget.value)
      }}
    />
  )
}
