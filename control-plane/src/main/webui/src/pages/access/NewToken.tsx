import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { client } from '../../api/client'
import { Problem } from '../../ui/Async'
import { Section } from '../../ui/Section'
import type { RoleName } from '../../ui/useRole'
import { Secret } from './Secret'

const ROLES: { value: RoleName; label: string }[] = [
  { value: 'viewer', label: 'viewer: reads' },
  { value: 'operator', label: 'operator: also submits and controls experiments' },
  { value: 'admin', label: 'admin: also manages tokens, quotas and pools' },
]
const SCOPES = [
  { value: 'full', label: 'full: all that the role may do' },
  { value: 'read-only', label: 'read-only: sees what the role sees, changes nothing' },
]
type Scope = 'full' | 'read-only'

/** Makes a token, and shows its secret once. */
export function NewToken() {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState<RoleName>('viewer')
  const [scope, setScope] = useState<Scope>('full')
  const [days, setDays] = useState<number | string>(90)
  const make = useMutation({
    mutationFn: async () => (await client.POST('/api/v1/tokens', { body: { name: name.trim(), role, scope, expiresInDays: Number(days) } })).data,
    onSuccess: () => setName(''),
    onSettled: () => cache.invalidateQueries(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Section title="New token">
      <form onSubmit={submit} aria-label="New token">
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Name of its holder"
            placeholder="ana or ci"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
          />
          <Select label="Role" data={ROLES} value={role} onChange={(next) => next && setRole(next as RoleName)} allowDeselect={false} w={290} maw="100%" />
          <Select label="Scope" data={SCOPES} value={scope} onChange={(next) => next && setScope(next as Scope)} allowDeselect={false} w={290} maw="100%" />
          <NumberInput label="Days until it expires" value={days} onChange={setDays} min={1} max={3650} allowDecimal={false} w={160} />
          <Button type="submit" loading={make.isPending} disabled={name.trim() === '' || days === ''}>
            Make token
          </Button>
        </Group>
      </form>
      <Problem error={make.error} />
      {make.data?.secret && (
        <Secret title={`The token of ${make.data.token.name}`} secret={make.data.secret} what="token" dismiss={make.reset}>
          <span>
            Programs send it as <code>Authorization: Bearer TOKEN</code>; <code>ops/cairn</code> reads it from <code>CAIRN_TOKEN</code> or <code>--token-file</code>.
          </span>
        </Secret>
      )}
    </Section>
  )
}
