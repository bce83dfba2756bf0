import { Badge, Checkbox, Group, NativeSelect, NavLink, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { useSearchParams } from 'react-router'
import { Section } from '../../ui/Section'
import { useSetSearchParams } from '../../ui/useSearchParam'
import { useSearchText } from '../../ui/useSearchText'
import type { Draft } from './draft'
import { found, groupOf, groupsFor, type Group as SettingGroup } from './groups'
import { RetentionFields } from './RetentionFields'
import { SettingField } from './SettingField'
import { fault, same, type Setting } from './settings'
import { TagsField } from './TagsField'
import type { Finding } from './useCheck'
import { useKnownNames } from './useKnownNames'
import classes from './new-experiment.module.css'

interface Props {
  settings: Setting[]
  /** Every setting's value in the start, and now. */
  base: Record<string, unknown>
  values: Record<string, unknown>
  baseName: string
  draft: Draft
  onChange: (draft: Draft) => void
  errors: Finding[]
  warnings: Finding[]
}

function Counts({ changed, wrong }: { changed: number; wrong: number }) {
  return (
    <Group gap={4} wrap="nowrap">
      {wrong > 0 && (
        <Badge size="sm" color="red" variant="filled" aria-label={`${wrong} with errors`}>
          {wrong} ✕
        </Badge>
      )}
      {changed > 0 && (
        <Badge size="sm" variant="light" aria-label={`${changed} changed`}>
          {changed}
        </Badge>
      )}
    </Group>
  )
}

/** All settings in groups: one group at a time, or what a search finds. */
export function SettingsForm({ settings, base, values, baseName, draft, onChange, errors, warnings }: Props) {
  const [params] = useSearchParams()
  const patch = useSetSearchParams()
  const [search, setSearch] = useSearchText('find')
  const only = params.has('changed')
  const known = useKnownNames()
  const groups = groupsFor(settings)
  const isChanged = ({ path }: Setting) => !same(values[path], base[path])
  const errorsOf = (path: string) => errors.filter((one) => one.path === path)
  const isWrong = (one: Setting) => errorsOf(one.path).length > 0 || fault(one, values[one.path]) !== null
  const searching = search.trim() !== '' || only
  const group = groups.find(({ id }) => id === params.get('group')) ?? groups[0]
  const shownIn = (one: SettingGroup) => settings.filter(({ path }) => groupOf(path) === one)
  const matching = found(settings, search).filter((one) => !only || isChanged(one))

  const set = (path: string, value: unknown) => {
    const { [path]: _, ...others } = draft.set
    onChange({ ...draft, set: path in base && same(value, base[path]) ? others : { ...others, [path]: value } })
  }
  const list = useRef<HTMLDivElement>(null)
  const fields = (shown: Setting[]) => (
    <div className={classes.fields} ref={list}>
      {shown.map((one) => (
        <SettingField
          key={one.path}
          setting={one}
          whole={searching}
          value={values[one.path]}
          base={base[one.path]}
          baseName={baseName}
          onChange={(value) => set(one.path, value)}
          onReset={() => set(one.path, base[one.path])}
          errors={errorsOf(one.path)}
          warnings={warnings.filter(({ path }) => path === one.path)}
          {...(known[one.path] ? { known: known[one.path] } : {})}
        />
      ))}
    </div>
  )

  return (
    <div className={classes.form}>
      <Stack gap="xs">
        <TextInput
          label="Find a setting"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          description="Enter goes to the first one found"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
            event.preventDefault()
            list.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
          }}
          placeholder="tau, learning rate, tokens"
        />
        <Checkbox label="Only changed ones" checked={only} onChange={(event) => patch({ changed: event.currentTarget.checked ? '1' : null })} />
        <NativeSelect
          className={classes.narrow}
          label="Group"
          data={[...(searching ? [{ value: '', label: 'those found' }] : []), ...groups.map(({ id, title }) => ({ value: id, label: title }))]}
          value={searching ? '' : (group?.id ?? '')}
          onChange={(event) => patch({ find: null, changed: null, group: event.currentTarget.value })}
        />
        <nav aria-label="Groups of settings" className={classes.groups}>
          {groups.map((one) => {
            const inside = shownIn(one)
            const retention = one.id === 'retention' ? Object.keys(draft.retention).length : 0
            return (
              <NavLink
                key={one.id}
                component="button"
                type="button"
                label={one.title}
                active={!searching && one === group}
                aria-current={!searching && one === group ? 'true' : undefined}
                rightSection={<Counts changed={inside.filter(isChanged).length + retention} wrong={inside.filter(isWrong).length} />}
                onClick={() => patch({ find: null, changed: null, group: one.id })}
                py={5}
                w="auto"
              />
            )
          })}
        </nav>
      </Stack>
      {searching ? (
        <Section title={only ? 'Changed settings' : 'Settings found'}>
          <Text size="sm" c="dimmed" role="status">
            {matching.length === 0 ? 'No setting matches.' : `${matching.length} of ${settings.length} settings`}
          </Text>
          {fields(matching)}
        </Section>
      ) : (
        group && (
          <Section title={group.title}>
            <Text size="sm" c="dimmed">
              {group.about}
            </Text>
            {fields(shownIn(group))}
            {group.id === 'experiment' && <TagsField tags={draft.tags} onChange={(tags) => onChange({ ...draft, tags })} errors={errors.filter(({ path }) => path.startsWith('tags'))} />}
            {group.id === 'retention' && (
              <div className={classes.fields}>
                <RetentionFields retention={draft.retention} onChange={(retention) => onChange({ ...draft, retention })} errors={errors} />
              </div>
            )}
          </Section>
        )
      )}
    </div>
  )
}
