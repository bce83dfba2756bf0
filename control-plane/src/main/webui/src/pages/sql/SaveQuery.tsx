import { useState } from 'react'
import { useSaveQuery } from '../../api/queries'
import { savedParameters } from '../../lib/sql'
import { sentence } from '../../lib/format'

interface Props {
  sql: string
  /** What is typed in for the parameters: it gives their types, and their defaults. */
  values: Record<string, unknown>
}

/** Saves the query of the page under a name. */
export function SaveQuery({ sql, values }: Props) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [shared, setShared] = useState(false)
  const save = useSaveQuery()
  return (
    <details>
      <summary>Save this query</summary>
      <form
        className="sql"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ name, description, sql, shared, parameters: savedParameters(values) })
        }}
      >
        <label>
          Name <input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          Description{' '}
          <input maxLength={2000} value={description} onChange={(event) => setDescription(event.target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} /> Everyone may
          use it; each person sees only the rows that they may read
        </label>
        <div className="actions">
          <button type="submit" disabled={save.isPending}>
            Save
          </button>
        </div>
      </form>
      {save.isError && <p role="alert">{sentence(save.error.message)}</p>}
      {save.isSuccess && <p role="status">Saved as {save.data.name}.</p>}
    </details>
  )
}
