import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { RegisteredService } from '../../api/types'
import { sentence } from '../../lib/format'
import { ActButton } from '../../ui/ActButton'
import { Confirm } from '../../ui/Confirm'
import { useRole } from '../../ui/useRole'
import type { Kind } from './kinds'

interface Props {
  kind: Kind
  service: RegisteredService
  edit: () => void
}

/** Probe for operators; edit and delete for admins. */
export function ServiceActions({ kind, service: { name, address, hasToken }, edit }: Props) {
  const admin = useRole('admin')
  const probe = async () => {
    const found = await kind.probe(name)
    if (found?.reachable) notifications.show({ message: `${name} answers: ${found.version ?? 'no version'}.`, color: 'green' })
    else notifications.show({ title: `${name} can't be used`, message: sentence(found?.error ?? 'it did not answer'), color: 'red', autoClose: false })
  }
  return (
    <Group gap={6} wrap="nowrap">
      <ActButton act={probe}>Probe</ActButton>
      {admin && (
        <>
          <Button size="xs" variant="default" onClick={edit} aria-label={`Edit ${kind.one} ${name}`}>
            Edit
          </Button>
          <Confirm
            label="Delete"
            question={`Delete ${kind.one} ${name}?`}
            consequence={`Its registration at ${address}${hasToken ? ' and its stored token are' : ' is'} lost; the server itself keeps running. It is refused while an unfinished experiment names it.`}
            act={() => kind.remove(name)}
          />
        </>
      )}
    </Group>
  )
}
