import { Button, Group, Loader, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import type { Rollout } from '../../api/types'
import { count, number } from '../../lib/format'
import { isWritten, placeOf } from './filters'
import classes from './rollouts.module.css'
import { Snippet } from './Snippet'
import { unitLabel } from './unitLabel'
import type { RolloutPages } from './useRolloutPages'
import { VerdictBadge } from './VerdictBadge'

const ROW = 58
/** The next page is read when so few rows are left below those in sight. */
const AHEAD = 40

interface Props {
  pages: RolloutPages
  chosen: string | null
  onChoose: (place: string) => void
  search: string | null
}

/** The rollouts found, of which only those in sight are drawn. Arrow keys choose. */
export function RolloutList({ pages, chosen, onChoose, search }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtual = useVirtualizer({ count: pages.count, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 8 })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { setRange, searchOn, more, stopped, searching, failed } = pages
  useEffect(() => setRange(first, last), [setRange, first, last])
  useEffect(() => {
    if (more && !stopped && !searching && !failed && last >= pages.count - AHEAD) searchOn()
  }, [more, stopped, searching, failed, last, pages.count, searchOn])

  const chosenIndex = items.find(({ index }) => isChosen(pages.row(index), chosen))?.index ?? -1
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
    const step = event.key === 'Home' ? -Infinity : steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const to = Math.max(0, Math.min(pages.count - 1, chosenIndex < 0 ? first : chosenIndex + step))
    virtual.scrollToIndex(to)
    const row = pages.row(to)
    if (row) onChoose(placeOf(row))
  }

  return (
    <div>
      <div
        ref={scroller}
        className={classes.list}
        role="listbox"
        aria-label="Rollouts"
        tabIndex={0}
        onKeyDown={move}
        aria-activedescendant={chosenIndex < 0 ? undefined : `${id}-${chosenIndex}`}
      >
        <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => (
            <Row
              key={index}
              id={`${id}-${index}`}
              index={index}
              start={start}
              rollout={pages.row(index)}
              chosen={isChosen(pages.row(index), chosen)}
              onChoose={onChoose}
              search={search}
            />
          ))}
        </div>
      </div>
      <Progress pages={pages} />
    </div>
  )
}

const isChosen = (rollout: Rollout | undefined, place: string | null) => rollout !== undefined && placeOf(rollout) === place

interface RowProps {
  id: string
  index: number
  start: number
  rollout: Rollout | undefined
  chosen: boolean
  onChoose: (place: string) => void
  search: string | null
}

function Row({ id, index, start, rollout, chosen, onChoose, search }: RowProps) {
  const style = { height: ROW, transform: `translateY(${start}px)` }
  if (!rollout) return <div role="option" aria-selected={false} aria-label="Loading" className={classes.row} style={style} />
  return (
    <div
      role="option"
      id={id}
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={-1}
      className={classes.row}
      style={style}
      onClick={() => onChoose(placeOf(rollout))}
    >
      <div className={classes.line}>
        <VerdictBadge verdict={rollout.verdict} purpose={rollout.purpose} />
        <span className={classes.place}>
          {unitLabel(rollout.unit)}
          {rollout.problemId !== '' && ` · ${rollout.problemId}`}
        </span>
        <span style={{ marginLeft: 'auto', whiteSpace: 'nowrap' }}>
          {!isWritten(rollout.purpose) && `reward ${number(rollout.reward)} · `}
          {count(rollout.completionTokens)} tokens
        </span>
      </div>
      {rollout.text == null ? (
        <Text size="sm" c="dimmed">
          text not kept
        </Text>
      ) : (
        <Snippet text={rollout.text} search={search} />
      )}
    </div>
  )
}

/** How far the search is; a search with few matches stops, and the reader decides whether to search on. */
function Progress({ pages }: { pages: RolloutPages }) {
  const { progress, count: found, more, stopped, searching, failed, searchOn } = pages
  if (!progress) return null
  return (
    <Group justify="space-between" mt={6} mih={30} role="status">
      <Text size="sm">
        {more && found === progress.searched
          ? `First ${count(found)} of ${count(progress.total)}; scroll for more`
          : `${count(found)} found; searched ${count(progress.searched)} of ${count(progress.total)}`}
      </Text>
      {searching ? (
        <Loader size="xs" aria-label="Searching" />
      ) : (
        more &&
        (stopped || failed) && (
          <Button size="xs" variant="default" onClick={searchOn}>
            {failed ? 'Try again' : 'Search on'}
          </Button>
        )
      )}
    </Group>
  )
}
