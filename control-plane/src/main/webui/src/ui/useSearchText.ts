import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useSetSearchParams } from './useSearchParam'

/**
 * A text field that is kept in the address. The field shows what is typed at once; the router follows a little later, and
 * its older values never replace newer typing. Back and links change the field.
 */
export function useSearchText(name: string): [string, (text: string) => void] {
  const [params] = useSearchParams()
  const patch = useSetSearchParams()
  const inAddress = params.get(name) ?? ''
  const [text, setText] = useState(inAddress)
  const written = useRef<string[]>([])
  useEffect(() => {
    const at = written.current.indexOf(inAddress)
    if (at < 0) setText(inAddress)
    else written.current = written.current.slice(at + 1)
  }, [inAddress])
  const change = (next: string) => {
    if (next === text) return
    setText(next)
    written.current.push(next)
    patch({ [name]: next || null }, { replace: true })
  }
  return [text, change]
}
