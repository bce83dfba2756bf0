import { useEffect } from 'react'

/** Names the tab; the most particular part comes first, so that tabs can be told apart. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Cairn`
  }, [title])
}
