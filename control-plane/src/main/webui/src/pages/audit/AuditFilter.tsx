import { Autocomplete, Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { api } from '../../api/client'

/** The user at the terminal, who has no token. */
const LOCAL = 'local'

interface Props {
  actor: string | null
  target: string | null
  set: (values: { actor: string | null; target: string | null }) => void
}

/** Whose changes of what are shown; the holders of tokens are proposed. */
export function AuditFilter(props: Props) {
  // Another filter in the address starts the form again with its values.
  return <FilterForm key={`${props.actor}\n${props.target}`} {...props} />
}

function FilterForm({ actor, target, set }: Props) {
  const [who, setWho] = useState(actor ?? '')
  const [what, setWhat] = useState(target ?? '')
  const tokens = api.useQuery('get', '/api/v1/tokens', {}, { staleTime: 60_000 })
  const names = [...new Set([LOCAL, ...(tokens.data?.items ?? []).map(({ name }) => name)])]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set({ actor: who.trim() || null, target: what.trim() || null })
  }
  return (
    <form onSubmit={submit} aria-label="Filter the audit">
      <Group gap="sm" align="flex-end">
        <Autocomplete label="Actor" placeholder="anyone" data={names} value={who} onChange={setWho} maw="100%" />
        <TextInput label="Target" placeholder="/api/v1/experiments/1" value={what} onChange={(event) => setWhat(event.currentTarget.value)} w={280} maw="100%" />
        <Button type="submit" variant="default">
          Filter
        </Button>
        {(actor !== null || target !== null) && (
          <Button variant="subtle" onClick={() => set({ actor: null, target: null })}>
            Show all
          </Button>
        )}
      </Group>
    </form>
  )
}
