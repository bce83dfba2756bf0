import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconFlask, IconHash, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../api/client'
import { NAVIGATION } from './navigation'
import { useAllowed } from './useAllowed'
import '@mantine/spotlight/styles.css'

/** Goes to a page, to an experiment by its number or name, or to a run by its number. It opens when it is mounted. */
export default function CommandPalette() {
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  useEffect(() => spotlight.open(), [])
  const allowed = useAllowed()
  const recent = api.useQuery(
    'get',
    '/api/v1/experiments',
    { params: { query: { limit: 50 } } },
    { staleTime: 10_000 },
  )
  const wanted = query.trim().toLowerCase()
  const matches = (text: string) => text.toLowerCase().includes(wanted)
  const pages = NAVIGATION.flatMap(([, items]) => items).filter(
    (page) => allowed(page) && matches(`${page.label} ${page.keywords ?? ''}`),
  )
  const experiments = (recent.data?.items ?? []).filter(({ id, name }) => matches(`${name} #${id}`)).slice(0, 8)
  const number = /^#?(\d+)$/.exec(wanted)?.[1]
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="60vh"
    >
      <Spotlight.Search placeholder="A page, an experiment or a number" aria-label="Search or go to" leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList>
        {number && (
          <Spotlight.ActionsGroup label="By number">
            <Spotlight.Action label={`Experiment ${number}`} leftSection={<IconHash size={18} aria-hidden />} onClick={() => void navigate(`/experiments/${number}`)} />
            <Spotlight.Action label={`Run ${number}`} leftSection={<IconHash size={18} aria-hidden />} onClick={() => void navigate(`/runs/${number}`)} />
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label="Pages">
            {pages.map(({ label, to, icon: Icon }) => (
              <Spotlight.Action key={to} label={label} leftSection={<Icon size={18} aria-hidden />} onClick={() => void navigate(to)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {experiments.length > 0 && (
          <Spotlight.ActionsGroup label="Experiments">
            {experiments.map(({ id, name, state }) => (
              <Spotlight.Action
                key={id}
                label={`${name} #${id}`}
                description={state}
                leftSection={<IconFlask size={18} aria-hidden />}
                onClick={() => void navigate(`/experiments/${id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!number && pages.length + experiments.length === 0 && <Spotlight.Empty>Nothing found</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
