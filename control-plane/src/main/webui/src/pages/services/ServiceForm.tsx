import { Checkbox, Modal, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../api/client'
import type { RegisteredService } from '../../api/types'
import { Problem } from '../../ui/Async'
import { SaveForm } from '../../ui/SaveForm'
import type { Kind } from './kinds'

interface Props {
  kind: Kind
  service: RegisteredService | null
  close: () => void
}

/** Registers an engine or a worker, or changes its registration. */
export function ServiceForm({ kind, service, close }: Props) {
  const pools = api.useQuery('get', '/api/v1/pools')
  const [name, setName] = useState('')
  const [address, setAddress] = useState(service?.address ?? '')
  const [token, setToken] = useState('')
  const [noToken, setNoToken] = useState(false)
  const [pool, setPool] = useState(service?.pool ?? 'default')
  const [adapters, setAdapters] = useState<number | string>(service?.maxAdapters ?? '')
  const [tag, setTag] = useState<string | null>(null)
  const [unread, setUnread] = useState<unknown>(null)
  const changed = service?.name
  useEffect(() => {
    // Read when the dialog opens: a change must name what its author has seen.
    if (changed) kind.tag(changed).then(setTag, setUnread)
  }, [kind, changed])

  const maxAdapters = adapters === '' ? null : Number(adapters)
  const save = () => {
    if (!service) {
      return kind.add({ name, address, pool, ...(token === '' ? {} : { token }), ...(maxAdapters === null ? {} : { maxAdapters }) })
    }
    return kind.change(service.name, tag ?? '', {
      address,
      pool,
      ...(noToken ? { token: '' } : token === '' ? {} : { token }),
      ...(kind.one === 'engine' ? { maxAdapters } : {}),
    })
  }
  const moved = service?.hasToken && address !== service.address
  return (
    <Modal opened onClose={close} title={service ? `Edit ${kind.one} ${service.name}` : `Register ${kind.one}`} centered>
      <SaveForm save={save} close={close} label={service ? 'Save' : 'Register'} disabled={service !== null && tag === null}>
        <Problem error={unread} />
        {!service && (
          <TextInput
            label="Name"
            description="The name used in specs: lower-case letters, digits and hyphens, a letter first"
            required
            pattern="[a-z][a-z0-9\-]{0,62}"
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <TextInput
          label="Address"
          description="http or https, without user, query or fragment"
          placeholder={kind.one === 'engine' ? 'http://gpu-1:8000' : 'http://gpu-1:8101'}
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <PasswordInput
          label="Token"
          description={`${kind.tokenIs}. It is stored encrypted, sent to this address only, and never shown.${service?.hasToken ? (moved ? ' A new address needs it again.' : ' Empty keeps the stored one.') : ''}`}
          required={Boolean(moved) && !noToken}
          disabled={noToken}
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        {service?.hasToken && <Checkbox label="Remove the stored token" checked={noToken} onChange={(event) => setNoToken(event.currentTarget.checked)} />}
        <Select
          label="Pool"
          description="Only runs of this pool may name it"
          data={pools.data?.items.map((each) => each.name) ?? [pool]}
          value={pool}
          allowDeselect={false}
          onChange={(value) => value && setPool(value)}
        />
        {kind.one === 'engine' && (
          <NumberInput
            label="Max adapters"
            description="The --max-cpu-loras that it was started with; empty for as many as a run needs"
            min={1}
            allowDecimal={false}
            value={adapters}
            onChange={setAdapters}
          />
        )}
      </SaveForm>
    </Modal>
  )
}
