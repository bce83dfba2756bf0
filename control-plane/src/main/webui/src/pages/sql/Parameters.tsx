import { Group, Select, TextInput } from '@mantine/core'
import { expected, PARAMETER_TYPES, UNTYPED, valueOf, type Typed } from '../../lib/sql'

interface Props {
  names: string[]
  typed: Record<string, Typed>
  onChange: (name: string, typed: Typed) => void
}

/** The values of the parameters that the query contains. */
export function Parameters({ names, typed, onChange }: Props) {
  if (names.length === 0) return null
  return (
    <Group gap="md" align="flex-start" role="group" aria-label="Parameters">
      {names.map((name) => {
        const given = typed[name] ?? UNTYPED
        const wrong = valueOf(given) === undefined
        return (
          <Group key={name} gap={4} align="flex-start" wrap="nowrap">
            <TextInput
              size="xs"
              label={`:${name}`}
              placeholder="NULL"
              value={given.text}
              error={wrong ? `Not ${expected(given.type)}` : undefined}
              onChange={(event) => onChange(name, { ...given, text: event.currentTarget.value })}
            />
            <Select
              size="xs"
              w={120}
              label="Type"
              aria-label={`Type of :${name}`}
              allowDeselect={false}
              data={PARAMETER_TYPES}
              value={given.type}
              onChange={(type) => onChange(name, { ...given, type: PARAMETER_TYPES.find((known) => known === type) ?? 'text' })}
            />
          </Group>
        )
      })}
    </Group>
  )
}
