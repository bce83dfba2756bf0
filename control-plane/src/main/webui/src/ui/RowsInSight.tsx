import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, type ReactNode, type Ref } from 'react'

const ROW_HEIGHT = 38
/** More is asked for when so few rows are left below those in sight. */
const AHEAD = 40

interface Props {
  scroller: HTMLElement
  count: number
  /** The columns of the table. */
  width: number
  draw: (index: number, ref: Ref<HTMLTableRowElement>) => ReactNode
  onRange: ((range: { first: number; last: number }) => void) | undefined
  onEnd: (() => void) | undefined
}

/** The rows of a long table that are in sight, between two that take the place of the others. */
export default function RowsInSight({ scroller, count, width, draw, onRange, onEnd }: Props) {
  const virtual = useVirtualizer({ count, getScrollElement: () => scroller, estimateSize: () => ROW_HEIGHT, overscan: 24 })
  const items = virtual.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const firstIndex = first?.index ?? 0
  const lastIndex = last?.index ?? -1
  useEffect(() => {
    if (onEnd && lastIndex >= count - AHEAD) onEnd()
  }, [onEnd, lastIndex, count])
  useEffect(() => {
    if (onRange && lastIndex >= 0) onRange({ first: firstIndex, last: lastIndex })
  }, [onRange, firstIndex, lastIndex])
  return (
    <>
      <Space height={first?.start ?? 0} width={width} />
      {items.map(({ index }) => draw(index, virtual.measureElement))}
      <Space height={last ? virtual.getTotalSize() - last.end : 0} width={width} />
    </>
  )
}

function Space({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
