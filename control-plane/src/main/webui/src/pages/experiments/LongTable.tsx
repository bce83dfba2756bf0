import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { startTransition, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import type { Order } from '../../ui/DataTable'
import { LongRow } from './LongRow'
import type { Shown } from './columns'
import type { Selection } from './selection'
import classes from './table.module.css'
import type { useRows } from './useRows'

const ROW_HEIGHT = 44
/** At least; it takes what the columns leave. On a phone, with one column, there is less. */
const NAME_WIDTH = 200
const NAME_ALONE = 180
const BOX_WIDTH = 40

interface Props {
  columns: Shown[]
  rows: ReturnType<typeof useRows>
  order: Order | null
  onSort: (order: Order) => void
  selection: Selection
  /** Whether rows can be selected. */
  selectable: boolean
}

/** A table as long as one likes: rows of one height, of which only those in sight are drawn, and columns of fixed widths. */
export function LongTable({ columns, rows, order, onSort, selection, selectable }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  // Rows beyond those in sight come after them.
  const [ahead, setAhead] = useState(2)
  useEffect(() => startTransition(() => setAhead(24)), [])
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: ahead,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const { setRange } = rows
  const firstIndex = first?.index ?? 0
  const lastIndex = last?.index ?? 0
  useEffect(() => setRange({ first: firstIndex, last: lastIndex }), [setRange, firstIndex, lastIndex])

  // The row that gets the focus as soon as it is drawn; keys that come before then move on from it.
  const going = useRef<number | null>(null)
  const focusRow = (index: number) => {
    const wanted = Math.max(0, Math.min(rows.count - 1, index))
    virtual.scrollToIndex(wanted)
    const link = () => scroller.current?.querySelector<HTMLElement>(`tr[data-index="${wanted}"] a`)
    const drawn = link()
    if (drawn) {
      going.current = null
      drawn.focus()
      return
    }
    going.current = wanted
    requestAnimationFrame(() => {
      if (going.current !== wanted) return
      going.current = null
      link()?.focus()
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = (event.target as HTMLElement).closest('tr')?.dataset.index
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || (at === undefined && event.target !== scroller.current)) return
    event.preventDefault()
    const from = going.current ?? (at === undefined ? null : Number(at))
    focusRow(from === null ? firstIndex : from + step)
  }

  const width = columns.reduce((sum, column) => sum + column.width, (columns.length > 1 ? NAME_WIDTH : NAME_ALONE) + (selectable ? BOX_WIDTH : 0))
  const span = columns.length + (selectable ? 2 : 1)
  const header = (id: string, label: string, sortKey: string | undefined, numeric: boolean, hint: string | undefined, px?: number) => {
    const sorted = order !== null && order.key === sortKey
    return (
      <th
        key={id}
        scope="col"
        className={numeric ? classes.numeric : undefined}
        style={px === undefined ? undefined : { width: px }}
        title={hint}
        aria-sort={sortKey === undefined ? undefined : sorted ? (order.desc ? 'descending' : 'ascending') : 'none'}
      >
        {sortKey === undefined ? (
          label
        ) : (
          <button type="button" className={classes.sort} onClick={() => onSort({ key: sortKey, desc: sorted ? !order.desc : numeric })}>
            <span className={classes.label}>{label}</span>
            {!sorted && <IconArrowsSort size={14} opacity={0.4} aria-hidden style={{ flex: 'none' }} />}
            {sorted && order.desc && <IconArrowDown size={14} aria-hidden style={{ flex: 'none' }} />}
            {sorted && !order.desc && <IconArrowUp size={14} aria-hidden style={{ flex: 'none' }} />}
          </button>
        )}
      </th>
    )
  }
  return (
    <div
      ref={scroller}
      className={rows.outdated ? `${classes.scroller} ${classes.outdated}` : classes.scroller}
      tabIndex={0}
      role="region"
      aria-label="Experiments, scrolls; arrow keys move between rows"
      aria-busy={rows.outdated}
      onKeyDown={onKeyDown}
    >
      <table className={classes.table} style={{ minWidth: width }} aria-label="Experiments" aria-rowcount={rows.more ? -1 : rows.count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {selectable && (
              <th scope="col" style={{ width: BOX_WIDTH }}>
                <label className={classes.boxLabel}>
                  <input
                    type="checkbox"
                    className={classes.box}
                    aria-label="Select all that match the filter"
                    checked={selection.all}
                    ref={(box) => {
                      if (box) box.indeterminate = !selection.all && selection.ids.size > 0
                    }}
                    onChange={selection.toggleAll}
                  />
                </label>
              </th>
            )}
            {header('name', 'Experiment', 'name', false, undefined)}
            {columns.map(({ id, label, sort, numeric, hint, width: px }) => header(id, label, sort, numeric ?? false, hint, px))}
          </tr>
        </thead>
        <tbody>
          {first && first.start > 0 && (
            <tr aria-hidden style={{ height: first.start }}>
              <td colSpan={span} className={classes.spacer} />
            </tr>
          )}
          {items.map(({ index }) => {
            const line = rows.row(index)
            return (
              <LongRow
                key={index}
                index={index}
                line={line}
                columns={columns}
                selected={line !== undefined && selection.has(line.id)}
                onToggle={selectable ? selection.toggle : null}
                open={navigate}
              />
            )
          })}
          {last && (
            <tr aria-hidden style={{ height: virtual.getTotalSize() - last.end }}>
              <td colSpan={span} className={classes.spacer} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
