import { memo, type MouseEvent } from 'react'
import { Link } from 'react-router'
import { Cut } from '../../ui/Cut'
import { nameOf } from './cells'
import type { Shown } from './columns'
import { Under } from './Under'
import classes from './table.module.css'
import type { Line } from './useRows'

interface Props {
  index: number
  /** Absent while its page is read again. */
  line: Line | undefined
  columns: Shown[]
  selected: boolean
  onToggle: ((id: number) => void) | null
  open: (address: string) => void
}

/** One experiment. A click anywhere on it opens it, except on what has an action of its own. */
export const LongRow = memo(function LongRow({ index, line, columns, selected, onToggle, open }: Props) {
  if (!line) {
    return (
      <tr data-index={index} aria-rowindex={index + 2} aria-busy>
        {onToggle && <td />}
        <th scope="row">
          <span className={classes.pending} />
        </th>
        {columns.map(({ id }) => (
          <td key={id} />
        ))}
      </tr>
    )
  }
  const address = `/experiments/${line.id}`
  const name = nameOf(line)
  const click = (event: MouseEvent) => {
    const inside = (event.target as HTMLElement).closest('a, button, input, label')
    if (!inside && window.getSelection()?.isCollapsed !== false) open(address)
  }
  return (
    <tr data-index={index} aria-rowindex={index + 2} data-selected={selected || undefined} onClick={click}>
      {onToggle && (
        <td>
          <label className={classes.boxLabel}>
            <input type="checkbox" className={classes.box} aria-label={`Select ${name} #${line.id}`} checked={selected} onChange={() => onToggle(line.id)} />
          </label>
        </td>
      )}
      <th scope="row">
        <Link to={address} className={classes.name} dir="auto" title={name} aria-label={name}>
          <Cut text={name} />
        </Link>
        <Under line={line} />
      </th>
      {columns.map(({ id, numeric, cell }) => (
        <td key={id} className={numeric ? classes.numeric : undefined}>
          {cell(line)}
        </td>
      ))}
    </tr>
  )
})
