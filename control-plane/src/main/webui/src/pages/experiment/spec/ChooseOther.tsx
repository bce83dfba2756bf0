import { Button, Group, NumberInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'

interface Props {
  id: number
  /** The experiment that is compared with, by its number. */
  other: string | null
  onChoose: (other: string | null) => void
}

/** Asks for the number of another experiment to compare the settings with. */
export function ChooseOther({ id, other, onChoose }: Props) {
  const [number, setNumber] = useState<number | string>(other ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (number !== '') onChoose(String(number))
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <NumberInput
          label="Compare with experiment"
          placeholder="number"
          size="xs"
          w={200}
          min={1}
          allowDecimal={false}
          hideControls
          value={number}
          onChange={setNumber}
          error={number === id ? 'That is this experiment' : undefined}
        />
        <Button type="submit" size="xs" variant="default" disabled={number === '' || number === id}>
          Compare
        </Button>
        {other !== null && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => {
              setNumber('')
              onChoose(null)
            }}
          >
            Close the comparison
          </Button>
        )}
      </Group>
    </form>
  )
}
