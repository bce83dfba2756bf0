import { Checkbox, Group, Loader, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import { Suspense, useMemo, useRef, useState, type ReactNode, type Ref } from 'react'
import { lazily } from '../lib/lazily'
import { sorted, type SortValue } from '../lib/sorted'
import classes from './ui.module.css'

const RowsInSight = lazily(() => import('./RowsInSight'))

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Right-aligned, with digits of one width. */
  numeric?: boolean
  /** Names its row for screen readers. */
  rowHeader?: boolean
  /** The name under which the server sorts; only with onSort. */
  sortKey?: string
  /** Its value for sorting in the browser; only without onSort, when all rows are there. */
  sortValue?: (row: Row) => SortValue
  width?: number
  /** Explains the column, on hover and for screen readers. */
  hint?: string
  /** Small text under the header, such as a type. */
  note?: string
}

/** The server's order: a key and its direction. */
export interface Order {
  key: string
  desc: boolean
}

interface Props<Row> {
  /** What the table is, for screen readers. */
  label: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  order?: Order | null
  onSort?: (order: Order) => void
  selected?: ReadonlySet<string>
  onSelect?: (selected: Set<string>) => void
  /** What a row is called in its checkbox's label. */
  rowLabel?: (row: Row) => string
  /** The row that is shown elsewhere on the page. */
  current?: string | null
  /** Asked for when the reader nears the end, while there is more. */
  onEnd?: () => void
  /** Told which rows are in sight, when there are many. */
  onRange?: (range: { first: number; last: number }) => void
  more?: boolean
  maxHeight?: number | string
}

/** Up to here all rows are shown at once, whatever their height: a table that ends under its last visible row looks whole. */
const FEW = 30

/** From here on only the rows in sight are drawn. */
const MANY = 80

/** A table with a fixed header. Many rows are drawn only where they are in sight. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  order,
  onSort,
  selected,
  onSelect,
  rowLabel,
  current,
  onEnd,
  onRange,
  more = false,
  maxHeight = '70vh',
}: Props<Row>) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [local, setLocal] = useState<Order | null>(null)
  const shown = useMemo(() => {
    const value = onSort ? undefined : columns.find(({ id }) => id === local?.key)?.sortValue
    return value && local ? sorted(rows, value, local.desc) : rows
  }, [rows, columns, local, onSort])
  // Once long, always long: rows that were drawn in the other way would lose what was opened in them.
  const long = useRef(false)
  long.current ||= shown.length > MANY || more

  const keys = useMemo(() => shown.map(rowKey), [shown, rowKey])
  const chosen = selected ? keys.filter((key) => selected.has(key)).length : 0
  const toggle = (key: string) => {
    if (!selected || !onSelect) return
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelect(next)
  }
  const width = columns.length + (onSelect ? 1 : 0)

  /** The name under which a column sorts, if it does. */
  const keyOf = (column: Column<Row>) => (onSort ? column.sortKey : column.sortValue && column.id)
  const now = onSort ? order : local
  const sort = (key: string) => {
    const next = { key, desc: now?.key === key ? !now.desc : false }
    if (onSort) onSort(next)
    else setLocal(next)
  }

  const draw = (index: number, ref?: Ref<HTMLTableRowElement>) => {
    const row = shown[index]
    const key = keys[index]
    if (row === undefined || key === undefined) return null
    return (
      <tr
        key={key}
        ref={ref}
        data-index={index}
        aria-rowindex={index + 2}
        data-selected={selected?.has(key) || current === key || undefined}
        aria-current={current === key || undefined}
      >
        {onSelect && (
          <td>
            <Checkbox aria-label={`Select ${rowLabel?.(row) ?? key}`} checked={selected?.has(key) ?? false} onChange={() => toggle(key)} />
          </td>
        )}
        {columns.map((column) => {
          const Cell = column.rowHeader ? 'th' : 'td'
          return (
            <Cell key={column.id} scope={column.rowHeader ? 'row' : undefined} className={column.numeric ? classes.numeric : undefined}>
              {column.cell(row)}
            </Cell>
          )
        })}
      </tr>
    )
  }
  return (
    <div ref={setScroller} className={classes.scroller} style={shown.length > FEW || more ? { maxHeight } : undefined} tabIndex={0} role="region" aria-label={`${label}, scrolls`}>
      <table className={classes.table} aria-label={label} aria-rowcount={more ? -1 : shown.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {onSelect && (
              <th scope="col" style={{ width: 44 }}>
                <Checkbox
                  aria-label="Select all shown"
                  checked={chosen > 0 && chosen === keys.length}
                  indeterminate={chosen > 0 && chosen < keys.length}
                  onChange={() => onSelect(chosen === keys.length ? new Set() : new Set(keys))}
                />
              </th>
            )}
            {columns.map((column) => {
              const key = keyOf(column)
              const direction = key === undefined ? undefined : now?.key !== key ? 'none' : now.desc ? 'descending' : 'ascending'
              return (
                <th
                  key={column.id}
                  scope="col"
                  aria-sort={direction}
                  className={column.numeric ? classes.numeric : undefined}
                  style={column.width ? { width: column.width, minWidth: column.width } : undefined}
                  title={column.hint}
                >
                  {key === undefined ? (
                    column.header
                  ) : (
                    <button type="button" className={classes.sort} onClick={() => sort(key)}>
                      {column.header}
                      {direction === 'ascending' && <IconArrowUp size={14} aria-hidden />}
                      {direction === 'descending' && <IconArrowDown size={14} aria-hidden />}
                      {direction === 'none' && <IconArrowsSort size={14} opacity={0.4} aria-hidden />}
                    </button>
                  )}
                  {column.note && <div className={classes.note}>{column.note}</div>}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {long.current ? (
            <Suspense fallback={<LoadingRows width={width} />}>
              {scroller && <RowsInSight scroller={scroller} count={shown.length} width={width} draw={draw} onRange={onRange} onEnd={more ? onEnd : undefined} />}
            </Suspense>
          ) : (
            shown.map((_, index) => draw(index))
          )}
        </tbody>
      </table>
      {more && (
        <Group p="xs" gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="xs" c="dimmed">
            Loading more…
          </Text>
        </Group>
      )}
    </div>
  )
}

function LoadingRows({ width }: { width: number }) {
  return (
    <tr data-loading>
      <td colSpan={width}>Loading the rows…</td>
    </tr>
  )
}
