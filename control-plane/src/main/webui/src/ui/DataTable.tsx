import { Checkbox, Group, Loader, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import classes from './ui.module.css'

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
  sortValue?: (row: Row) => number | string | null
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
  hiddenColumns?: string[]
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

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})
type Features = typeof features

const ROW_HEIGHT = 38
/** From here on only the rows in sight are drawn. */
const MANY = 80

/** A table with a fixed header. Many rows are drawn only where they are in sight. */
export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  rowKey,
  hiddenColumns,
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
  const scroller = useRef<HTMLDivElement>(null)
  const [sorting, setSorting] = useState<SortingState>([])
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<Features, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: (row: Row) => column.sortValue?.(row) ?? null,
          cell: ({ row }) => column.cell(row.original),
          enableSorting: onSort ? column.sortKey !== undefined : column.sortValue !== undefined,
          sortFn: sortFn_basic,
          sortUndefined: 'last',
        }),
      ),
    [columns, onSort],
  )
  const visibility = useMemo(
    () => Object.fromEntries((hiddenColumns ?? []).map((id) => [id, false])),
    [hiddenColumns],
  )
  const table = useTable<Features, Row>({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    manualSorting: onSort !== undefined,
    state: { sorting, columnVisibility: visibility },
    onSortingChange: setSorting,
  })
  const shown = table.getRowModel().rows
  const isVirtual = shown.length > MANY || onEnd !== undefined
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 24,
    enabled: isVirtual,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const [before, after] = isVirtual && first && last ? [first.start, virtual.getTotalSize() - last.end] : [0, 0]
  const drawn = isVirtual ? items.map((item) => shown[item.index]).filter((row) => row !== undefined) : shown

  const lastIndex = last?.index ?? -1
  useEffect(() => {
    if (more && onEnd && lastIndex >= shown.length - 40) onEnd()
  }, [more, onEnd, lastIndex, shown.length])

  const firstIndex = first?.index ?? 0
  useEffect(() => {
    if (onRange && lastIndex >= 0) onRange({ first: firstIndex, last: lastIndex })
  }, [onRange, firstIndex, lastIndex])

  const keys = shown.map((row) => row.id)
  const chosen = selected ? keys.filter((key) => selected.has(key)).length : 0
  const toggle = (key: string) => {
    if (!selected || !onSelect) return
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelect(next)
  }
  const headers = table.getHeaderGroups().at(-1)?.headers ?? []
  const width = headers.length + (onSelect ? 1 : 0)

  const sort = (id: string) => {
    const column = byId.get(id)
    if (!column) return
    if (onSort && column.sortKey) {
      onSort({ key: column.sortKey, desc: order?.key === column.sortKey ? !order.desc : false })
      return
    }
    const now = sorting[0]
    setSorting([{ id, desc: now?.id === id ? !now.desc : false }])
  }
  const direction = (id: string): 'ascending' | 'descending' | 'none' | undefined => {
    const column = byId.get(id)
    if (!column || (onSort ? !column.sortKey : !column.sortValue)) return undefined
    if (onSort) return order?.key === column.sortKey ? (order?.desc ? 'descending' : 'ascending') : 'none'
    const now = sorting[0]
    return now?.id === id ? (now.desc ? 'descending' : 'ascending') : 'none'
  }

  return (
    <div ref={scroller} className={classes.scroller} style={{ maxHeight }} tabIndex={0} role="region" aria-label={`${label}, scrolls`}>
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
            {headers.map((header) => {
              const column = byId.get(header.column.id)
              const sorted = direction(header.column.id)
              return (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={sorted}
                  className={column?.numeric ? classes.numeric : undefined}
                  style={column?.width ? { width: column.width, minWidth: column.width } : undefined}
                  title={column?.hint}
                >
                  {sorted ? (
                    <button type="button" className={classes.sort} onClick={() => sort(header.column.id)}>
                      {column?.header}
                      {sorted === 'ascending' && <IconArrowUp size={14} aria-hidden />}
                      {sorted === 'descending' && <IconArrowDown size={14} aria-hidden />}
                      {sorted === 'none' && <IconArrowsSort size={14} opacity={0.4} aria-hidden />}
                    </button>
                  ) : (
                    column?.header
                  )}
                  {column?.note && <div className={classes.note}>{column.note}</div>}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden>
              <td colSpan={width} style={{ height: before, padding: 0, border: 0 }} />
            </tr>
          )}
          {drawn.map((row) => (
            <tr
              key={row.id}
              data-index={row.index}
              ref={isVirtual ? virtual.measureElement : undefined}
              aria-rowindex={row.index + 2}
              data-selected={selected?.has(row.id) || current === row.id || undefined}
              aria-current={current === row.id || undefined}
            >
              {onSelect && (
                <td>
                  <Checkbox
                    aria-label={`Select ${rowLabel?.(row.original) ?? row.id}`}
                    checked={selected?.has(row.id) ?? false}
                    onChange={() => toggle(row.id)}
                  />
                </td>
              )}
              {row.getVisibleCells().map((cell) => {
                const column = byId.get(cell.column.id)
                const Cell = column?.rowHeader ? 'th' : 'td'
                return (
                  <Cell key={cell.id} scope={column?.rowHeader ? 'row' : undefined} className={column?.numeric ? classes.numeric : undefined}>
                    {column?.cell(row.original)}
                  </Cell>
                )
              })}
            </tr>
          ))}
          {after > 0 && (
            <tr aria-hidden>
              <td colSpan={width} style={{ height: after, padding: 0, border: 0 }} />
            </tr>
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
