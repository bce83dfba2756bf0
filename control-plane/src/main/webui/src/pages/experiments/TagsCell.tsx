import { IconPencil } from '@tabler/icons-react'
import { createContext, use } from 'react'
import { nameOf } from './cells'
import { hasClause, tagClause } from './filter'
import classes from './table.module.css'
import type { Line } from './useRows'

interface Actions {
  filter: string
  toggle: (clause: string) => void
  /** Absent if the reader's role may not change tags. */
  edit: ((line: Line) => void) | null
}

export const TagActions = createContext<Actions>({ filter: '', toggle: () => undefined, edit: null })

/** Tags as buttons that filter by them. */
export function TagsCell({ line }: { line: Line }) {
  const { filter, toggle, edit } = use(TagActions)
  return (
    <div className={classes.tags}>
      {Object.entries(line.tags).map(([key, value]) => {
        const clause = tagClause(key, value)
        return (
          <button
            key={key}
            type="button"
            className={classes.tag}
            title={`${key}: ${value}`}
            aria-label={`Filter by tag ${key}: ${value}`}
            aria-pressed={hasClause(filter, clause)}
            onClick={() => toggle(clause)}
          >
            {key}: {value}
          </button>
        )
      })}
      {edit && (
        <button type="button" className={classes.edit} aria-label={`Edit tags of ${nameOf(line)} #${line.id}`} title="Edit tags" onClick={() => edit(line)}>
          <IconPencil size={15} aria-hidden />
        </button>
      )}
    </div>
  )
}
