import { useCallback, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { parameterNames, typedOf, UNTYPED, valueOf, type Typed } from '../../lib/sql'

const DRAFT = 'cairn.sql.draft'
const EXAMPLE = 'select experiment_id, name, owner, state, promotions, last_moving_average\nfrom history.experiments\norder by experiment_id desc'

/** An address that is longer may be refused on the way. */
const LONGEST_IN_ADDRESS = 6_000

export interface Draft {
  sql: string
  typed: Record<string, Typed>
}

function valuesIn(json: string | null): Record<string, Typed> {
  if (json === null) return {}
  try {
    const parsed = JSON.parse(json) as Record<string, unknown>
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, typedOf(value)]))
  } catch {
    return {}
  }
}

/**
 * The query that is edited. The address holds the one that was run last (?sql=, ?values=), so that it can be reloaded,
 * shared and gone back to; what is typed meanwhile is kept in this tab.
 */
export function useDraft() {
  const [params, setParams] = useSearchParams()
  const linked = params.get('sql')
  const values = params.get('values')
  const [draft, setDraft] = useState<Draft>(() => ({ sql: linked ?? sessionStorage.getItem(DRAFT) ?? EXAMPLE, typed: valuesIn(values) }))
  const written = useRef<string | null>(linked)

  useEffect(() => {
    // Another query came by a link, or by the browser's Back.
    if (linked !== null && linked !== written.current) setDraft({ sql: linked, typed: valuesIn(values) })
    written.current = linked
  }, [linked, values])

  useEffect(() => sessionStorage.setItem(DRAFT, draft.sql), [draft.sql])

  const setSql = useCallback((sql: string) => setDraft((old) => ({ ...old, sql })), [])
  const setTyped = useCallback((name: string, typed: Typed) => setDraft((old) => ({ ...old, typed: { ...old.typed, [name]: typed } })), [])

  /** Puts a query into the address, as the one that is shown; one that is there already makes no entry to go back to. */
  const remember = useCallback(
    ({ sql, typed }: Draft) => {
      const next = new URLSearchParams(params)
      const given = parameterNames(sql).map((name) => [name, valueOf(typed[name] ?? UNTYPED)])
      const fits = sql.length <= LONGEST_IN_ADDRESS
      next.delete('sql')
      next.delete('values')
      if (fits) next.set('sql', sql)
      if (fits && given.length > 0) next.set('values', JSON.stringify(Object.fromEntries(given)))
      written.current = fits ? sql : null
      if (next.get('sql') !== linked || next.get('values') !== values) setParams(next)
    },
    [params, linked, values, setParams],
  )
  return { draft, linked, setDraft, setSql, setTyped, remember }
}
