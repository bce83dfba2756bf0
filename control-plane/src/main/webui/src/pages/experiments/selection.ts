import { useCallback, useMemo, useState } from 'react'

/** Rows by their ids, or all that the filter matches. */
export interface Selection {
  ids: ReadonlySet<number>
  all: boolean
  has: (id: number) => boolean
  toggle: (id: number) => void
  toggleAll: () => void
  selectAll: () => void
  clear: () => void
}

interface Chosen {
  ids: ReadonlySet<number>
  all: boolean
}

const NOTHING: Chosen = { ids: new Set(), all: false }

/** A selection that ends when what is listed changes. */
export function useSelection(listed: string): Selection {
  const [held, setHeld] = useState({ listed, chosen: NOTHING })
  const chosen = held.listed === listed ? held.chosen : NOTHING
  const set = useCallback(
    (change: (old: Chosen) => Chosen) =>
      setHeld((old) => ({ listed, chosen: change(old.listed === listed ? old.chosen : NOTHING) })),
    [listed],
  )
  const toggle = useCallback(
    (id: number) =>
      set((old) => {
        const ids = new Set(old.ids)
        if (!ids.delete(id)) ids.add(id)
        return { ids: old.all ? new Set<number>() : ids, all: false }
      }),
    [set],
  )
  const selectAll = useCallback(() => set(() => ({ ids: new Set(), all: true })), [set])
  const clear = useCallback(() => set(() => NOTHING), [set])
  const toggleAll = useCallback(() => set((old) => (old.all ? NOTHING : { ids: new Set(), all: true })), [set])
  return useMemo(
    () => ({ ...chosen, has: (id) => chosen.all || chosen.ids.has(id), toggle, toggleAll, selectAll, clear }),
    [chosen, toggle, toggleAll, selectAll, clear],
  )
}
