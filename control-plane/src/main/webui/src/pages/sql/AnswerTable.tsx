import { Button, Modal, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { QueryAnswer } from '../../api/types'
import { cellText } from '../../lib/sql'
import { DataTable, type Column } from '../../ui/DataTable'
import { HostileText } from '../../ui/text/HostileText'

interface Row {
  index: number
  cells: unknown[]
}

/** Longer cells are cut, and shown whole on request. */
const LONG = 120
/** Shorter cells stay on one line. */
const SHORT = 32

/** The rows of an answer under the names and types of its columns; NULL is shown as such. */
export function AnswerTable({ answer }: { answer: QueryAnswer }) {
  const [whole, setWhole] = useState<{ column: string; text: string } | null>(null)
  const rows = useMemo<Row[]>(() => answer.rows.map((cells, index) => ({ index, cells })), [answer])
  const columns = useMemo<Column<Row>[]>(
    () =>
      answer.columns.map(({ name, type }, i) => ({
        id: String(i),
        header: name,
        note: type,
        numeric: NUMERIC.test(type),
        cell: ({ cells }) => <Cell value={cells[i]} show={(text) => setWhole({ column: name, text })} />,
        sortValue: ({ cells }) => sortable(cells[i], NUMERIC.test(type)),
      })),
    [answer],
  )
  return (
    <>
      <DataTable label="Answer" columns={columns} rows={rows} rowKey={({ index }) => String(index)} maxHeight="60vh" />
      <Modal opened={whole !== null} onClose={() => setWhole(null)} title={whole?.column} size="xl">
        {whole && <HostileText text={whole.text} />}
      </Modal>
    </>
  )
}

export const NUMERIC = /^(int[248]|float[48]|numeric|oid)$/

function sortable(value: unknown, numeric: boolean): string | number | null {
  if (value === null || value === undefined) return null
  return numeric ? Number(value) : cellText(value)
}

function Cell({ value, show }: { value: unknown; show: (text: string) => void }) {
  if (value === null || value === undefined) {
    return (
      <Text component="span" size="xs" c="dimmed" fs="italic">
        NULL
      </Text>
    )
  }
  const text = cellText(value)
  if (text.length <= SHORT) {
    return (
      <span style={{ whiteSpace: 'nowrap' }}>
        <HostileText inline text={text} />
      </span>
    )
  }
  if (text.length <= LONG) {
    return (
      <div style={{ minWidth: '24ch' }}>
        <HostileText inline text={text} />
      </div>
    )
  }
  return (
    <div style={{ minWidth: '32ch' }}>
      <HostileText inline text={`${text.slice(0, LONG)}…`} />{' '}
      <Button size="compact-sm" variant="subtle" aria-label={`Show all ${text.length} characters`} onClick={() => show(text)}>
        all
      </Button>
    </div>
  )
}
