import { useCallback, useState } from 'react'
import { startKey, UNCHANGED, type Draft, type Start } from './draft'
import { store, stored } from './tabStorage'

const storageKey = (start: Start) => `cairn-draft:${startKey(start)}`

/** The draft of a start, kept while the tab lives. A new one begins with what is given. */
export function useDraft(start: Start, fresh: Draft) {
  const key = storageKey(start)
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = stored<Partial<Draft>>(key)
    return kept === null ? fresh : { ...UNCHANGED, ...kept }
  })
  const change = useCallback(
    (next: Draft) => {
      setDraft(next)
      store(key, next)
    },
    [key],
  )
  const forget = useCallback(() => store(key, null), [key])
  return { draft, change, forget }
}

/** Puts a draft where useDraft finds it. */
export const putDraft = (start: Start, draft: Draft) => store(storageKey(start), draft)
