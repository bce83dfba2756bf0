import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/**
 * View state in the address: one search parameter, absent if it has its default. What is typed replaces the entry of the
 * browser's history; a choice adds one.
 */
export function useSearchParam(name: string, kind: 'choice' | 'typed' = 'choice'): [string | null, (value: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string | null) =>
      setParams((old) => {
        const next = new URLSearchParams(old)
        if (value == null) next.delete(name)
        else next.set(name, value)
        return next
      }, { replace: kind === 'typed' }),
    [name, kind, setParams],
  )
  return [params.get(name), set]
}

/**
 * Sets several search parameters at once: two calls of a single setter in one event would lose the first. With replace the
 * browser's Back does not stop at each value, as while typing.
 */
export function useSetSearchParams(): (values: Record<string, string | null>, how?: { replace: boolean }) => void {
  const [, setParams] = useSearchParams()
  return useCallback(
    (values, how = { replace: false }) =>
      setParams((old) => {
        const next = new URLSearchParams(old)
        for (const [name, value] of Object.entries(values)) {
          if (value == null) next.delete(name)
          else next.set(name, value)
        }
        return next
      }, how),
    [setParams],
  )
}
