import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/** View state in the address: one search parameter, absent if it has its default. */
export function useSearchParam(name: string): [string | null, (value: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string | null) =>
      setParams((old) => {
        const next = new URLSearchParams(old)
        if (value == null) next.delete(name)
        else next.set(name, value)
        return next
      }),
    [name, setParams],
  )
  return [params.get(name), set]
}
