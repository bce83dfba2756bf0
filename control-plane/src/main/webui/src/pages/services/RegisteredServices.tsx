import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { RegisteredService } from '../../api/types'
import { usePoll } from '../../live/useLive'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { HealthBadge } from '../../ui/HealthBadge'
import { Section } from '../../ui/Section'
import { Time } from '../../ui/Time'
import { useRole } from '../../ui/useRole'
import { HostileText } from '../../ui/text/HostileText'
import { ServiceActions } from './ServiceActions'
import { ServiceForm } from './ServiceForm'
import type { Kind } from './kinds'
import classes from './services.module.css'

/** What the last probe has found. */
function Found({ service }: { service: RegisteredService }) {
  const result = service.lastProbe?.result
  if (!result) return <>–</>
  if (!result.reachable) return <HostileText text={result.error ?? 'It did not answer.'} />
  return (
    <>
      {result.version && <HostileText text={result.version} />}
      {result.models.map((model) => (
        <HostileText key={model} text={model} />
      ))}
      {result.loadedAdapters != null && <div>{result.loadedAdapters === 1 ? '1 adapter' : `${result.loadedAdapters} adapters`} loaded</div>}
      {result.device && <HostileText text={`on ${result.device}`} />}
    </>
  )
}

function State({ service }: { service: RegisteredService }) {
  const probe = service.lastProbe
  return (
    <>
      <HealthBadge state={probe == null ? 'unknown' : probe.result.reachable ? 'up' : 'down'} />
      {probe && (
        <Text size="xs" c="dimmed">
          Since <Time at={probe.since} />
        </Text>
      )}
    </>
  )
}

const wrapped = (text: string) => <span style={{ overflowWrap: 'anywhere' }}>{text}</span>

function columns(kind: Kind, mayAct: boolean, edit: (service: RegisteredService) => void): Column<RegisteredService>[] {
  const shown: Column<RegisteredService>[] = [
    { id: 'name', header: 'Name', rowHeader: true, cell: ({ name }) => wrapped(name) },
    { id: 'state', header: 'State', cell: (service) => <State service={service} /> },
    { id: 'pool', header: 'Pool', cell: ({ pool }) => wrapped(pool) },
    { id: 'address', header: 'Address', cell: ({ address, hasToken }) => wrapped(hasToken ? `${address} (with a token)` : address) },
    { id: 'found', header: kind.one === 'engine' ? 'What is loaded' : 'What it is', cell: (service) => <Found service={service} /> },
    { id: 'probed', header: 'Last probe', cell: ({ lastProbe }) => <Time at={lastProbe?.at} /> },
  ]
  if (kind.one === 'engine') {
    shown.push({
      id: 'adapters',
      header: 'Max adapters',
      numeric: true,
      hint: 'Adapters that it holds at a time (its --max-cpu-loras)',
      cell: ({ maxAdapters }) => maxAdapters ?? 'as needed',
    })
  }
  if (mayAct) shown.push({ id: 'actions', header: 'Actions', cell: (service) => <ServiceActions kind={kind} service={service} edit={() => edit(service)} /> })
  return shown
}

/** The engines or workers that an admin registered, each with its last probe. */
export function RegisteredServices({ kind }: { kind: Kind }) {
  const query = kind.useList(usePoll(true, 10_000))
  const [operator, admin] = [useRole('operator'), useRole('admin')]
  const [edited, setEdited] = useState<RegisteredService | 'new' | null>(null)
  const register = `Register ${kind.one}`
  return (
    <div id={kind.anchor} className={classes.anchor}>
      <Section
        title={`Registered ${kind.title.toLowerCase()}`}
        actions={
          admin && (
            <Button size="xs" variant="default" onClick={() => setEdited('new')}>
              {register}
            </Button>
          )
        }
      >
        <Text size="sm" c="dimmed" maw="80ch">
          {kind.what} Each is probed every half minute.
        </Text>
        {edited && <ServiceForm kind={kind} service={edited === 'new' ? null : edited} close={() => setEdited(null)} />}
        <Async
          query={query}
          what={`the ${kind.one}s`}
          rows={2}
          empty={{
            when: ({ items }) => items.length === 0,
            show: (
              <Text size="sm" c="dimmed">
                None registered.
              </Text>
            ),
          }}
        >
          {({ items }) => <DataTable label={`Registered ${kind.title.toLowerCase()}`} columns={columns(kind, operator, setEdited)} rows={items} rowKey={({ name }) => name} />}
        </Async>
      </Section>
    </div>
  )
}
