import { Group, Menu, Text } from '@mantine/core'
import type { components } from '../../api/openapi'
import { count } from '../../lib/format'
import { hasClause, statesOf, tagClause, toggled, withStates } from './filter'
import classes from './quick.module.css'

type Counts = components['schemas']['ExperimentCounts']

/** Tags that stand in the line; the others are in a menu. */
const TAGS_SHOWN = 5
const ORDER = ['running', 'queued', 'paused', 'cancelling', 'failed', 'succeeded', 'cancelled']

function Chip({ label, n, pressed, onClick }: { label: string; n: number; pressed: boolean; onClick: () => void }) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={onClick} title={label}>
      <span className={classes.label}>{label}</span> <span className={classes.count}>{count(n)}</span>
    </button>
  )
}

/** Chips that narrow the list down, with how many there are of all. They write themselves into the filter. */
export function QuickFilters({ counts, filter, setFilter }: { counts: Counts; filter: string; setFilter: (filter: string) => void }) {
  const chosen = statesOf(filter)
  const byState = new Map(counts.states.map(({ value, count: n }) => [value, n]))
  const states = ORDER.filter((state) => byState.has(state) || chosen.includes(state))
  const clauseOf = ({ key, value }: { key: string; value: string }) => tagClause(key, value)
  const inLine = counts.tags.filter((tag, i) => i < TAGS_SHOWN || hasClause(filter, clauseOf(tag)))
  const others = counts.tags.filter((tag) => !inLine.includes(tag))
  const isArchive = hasClause(filter, 'archived')
  return (
    <Group gap={6} role="group" aria-label="Quick filters">
      {states.map((state) => (
        <Chip
          key={state}
          label={state}
          n={byState.get(state) ?? 0}
          pressed={chosen.includes(state)}
          onClick={() => setFilter(withStates(filter, chosen.includes(state) ? chosen.filter((one) => one !== state) : [...chosen, state]))}
        />
      ))}
      {inLine.length > 0 && <span className={classes.gap} />}
      {inLine.map((tag) => (
        <Chip
          key={clauseOf(tag)}
          label={`${tag.key}: ${tag.value}`}
          n={tag.count}
          pressed={hasClause(filter, clauseOf(tag))}
          onClick={() => setFilter(toggled(filter, clauseOf(tag)))}
        />
      ))}
      {others.length > 0 && (
        <Menu position="bottom-start" width={280}>
          <Menu.Target>
            <button type="button" className={classes.chip}>
              {counts.tags.length >= 200 ? 'More tags' : `${others.length} more tags`}
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
            {others.map((tag) => (
              <Menu.Item key={clauseOf(tag)} onClick={() => setFilter(toggled(filter, clauseOf(tag)))} rightSection={<Text size="xs">{count(tag.count)}</Text>}>
                <span className={classes.wrap}>
                  {tag.key}: {tag.value}
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {(counts.archived > 0 || isArchive) && (
        <>
          <span className={classes.gap} />
          <Chip label="Archive" n={counts.archived} pressed={isArchive} onClick={() => setFilter(toggled(filter, 'archived'))} />
        </>
      )}
    </Group>
  )
}
