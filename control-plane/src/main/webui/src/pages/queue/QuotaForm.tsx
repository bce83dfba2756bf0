import { Modal, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../api/client'
import type { components } from '../../api/openapi'
import { SaveForm } from '../../ui/SaveForm'

interface Props {
  quota: components['schemas']['Quota'] | null
  owners: string[]
  close: () => void
}

/** Adds a quota, or changes one. */
export function QuotaForm({ quota, owners, close }: Props) {
  const [owner, setOwner] = useState(quota?.owner ?? '')
  const taken = !quota && owners.includes(owner)
  const [limit, setLimit] = useState<number | string>(quota?.maxRunning ?? 1)
  return (
    <Modal opened onClose={close} title={quota ? `Edit the quota of ${quota.owner}` : 'Add quota'} centered>
      <SaveForm
        save={() => client.PUT('/api/v1/quotas/{owner}', { params: { path: { owner } }, body: { maxRunning: Number(limit) } })}
        close={close}
        label={quota ? 'Save' : 'Add quota'}
        disabled={taken}
      >
        {!quota && (
          <TextInput
            label="Owner"
            description="The name of a token; local is the person at the terminal"
            required
            maxLength={63}
            data-autofocus
            error={taken && 'There is a quota for this owner: edit it instead'}
            value={owner}
            onChange={(event) => setOwner(event.currentTarget.value)}
          />
        )}
        <NumberInput
          label="Runs in progress at a time"
          description="Runs in progress continue, also above the limit; 0 lets no run start"
          min={0}
          allowDecimal={false}
          required
          value={limit}
          onChange={setLimit}
        />
      </SaveForm>
    </Modal>
  )
}
