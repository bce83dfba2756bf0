import { Modal, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../api/client'
import type { Gate, Pool } from '../../api/types'
import { SaveForm } from '../../ui/SaveForm'

const GATES: Record<Gate, string> = {
  open: 'Its runs are claimed.',
  paused: 'No run of it starts; those in progress continue.',
  draining: 'No run of it starts; those in progress are released after their current units.',
}

/** Adds a pool, or changes one. */
export function PoolForm({ pool, names, close }: { pool: Pool | null; names: string[]; close: () => void }) {
  const [name, setName] = useState(pool?.name ?? '')
  const [state, setState] = useState<Gate>(pool?.state ?? 'open')
  const [slots, setSlots] = useState<number | string>(pool?.trainingSlots ?? '')
  const taken = !pool && names.includes(name)
  const save = () =>
    client.PUT('/api/v1/pools/{name}', {
      params: { path: { name } },
      body: { state, trainingSlots: slots === '' ? null : Number(slots) },
    })
  return (
    <Modal opened onClose={close} title={pool ? `Edit pool ${pool.name}` : 'Add pool'} centered>
      <SaveForm save={save} close={close} label={pool ? 'Save' : 'Add pool'} disabled={taken}>
        {!pool && (
          <TextInput
            label="Name"
            description="Lower-case letters, digits and hyphens, a letter first"
            required
            pattern="[a-z][a-z0-9\-]{0,62}"
            data-autofocus
            error={taken && 'There is a pool of this name: edit it instead'}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Stack gap={4}>
          <Text size="sm" fw={500} id="pool-state">
            State
          </Text>
          <SegmentedControl aria-labelledby="pool-state" value={state} onChange={(value) => setState(value as Gate)} data={['open', 'paused', 'draining']} />
          <Text size="xs" c="dimmed">
            {GATES[state]}
          </Text>
        </Stack>
        <NumberInput
          label="Training slots"
          description="How many students may train in parallel in it; empty for no limit"
          min={1}
          allowDecimal={false}
          value={slots}
          onChange={setSlots}
        />
      </SaveForm>
    </Modal>
  )
}
