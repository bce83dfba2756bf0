import { Button, Code, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { client } from '../../api/client'
import { connections } from '../../lib/connect'
import { Problem } from '../../ui/Async'
import { Section } from '../../ui/Section'
import ui from '../../ui/ui.module.css'
import { Secret } from './Secret'

/** The commands that use a login; the password is not in them. */
function HowToConnect({ connect }: { connect: string }) {
  const { psql, pandas } = connections(connect)
  return (
    <Stack gap={4} w="100%">
      <Text size="sm">With psql:</Text>
      <Code block className={ui.command}>
        {psql}
      </Code>
      <Text size="sm">With pandas:</Text>
      <Code block className={ui.command}>
        {pandas}
      </Code>
      <Text size="sm">The local database listens on its own machine only; from another one, use an SSH tunnel.</Text>
    </Stack>
  )
}

/** Makes a login to the database, and shows its password once. */
export function NewSqlLogin() {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [days, setDays] = useState<number | string>(30)
  const make = useMutation({
    mutationFn: async () => (await client.POST('/api/v1/sql-logins', { body: { name: name.trim(), days: Number(days) } })).data,
    onSuccess: () => setName(''),
    onSettled: () => cache.invalidateQueries(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Section title="New SQL login">
      <Text size="sm" maw="70ch">
        For psql, notebooks and BI tools. A login reads the schema <code>history</code>: the experiments of its person and shared ones, and everyone&apos;s if
        the person is an admin. A person has one login at a time: revoke it to make another.
      </Text>
      <form onSubmit={submit} aria-label="New SQL login">
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Person"
            placeholder="ana, as on tokens"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            autoComplete="off"
            spellCheck={false}
          />
          <NumberInput label="Days until it expires" value={days} onChange={setDays} min={1} max={365} allowDecimal={false} w={160} />
          <Button type="submit" loading={make.isPending} disabled={name.trim() === '' || days === ''}>
            Make SQL login
          </Button>
        </Group>
      </form>
      <Problem error={make.error} />
      {make.data?.password && (
        <Secret title={`The password of ${make.data.login.login}`} secret={make.data.password} what="password" dismiss={make.reset}>
          <HowToConnect connect={make.data.connect} />
        </Secret>
      )}
    </Section>
  )
}
