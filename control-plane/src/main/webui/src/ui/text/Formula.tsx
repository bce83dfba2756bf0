import katex from 'katex'
import 'katex/dist/katex.min.css'
import { useEffect, useRef } from 'react'

/** A formula drawn by KaTeX, which trusts none of it: no links, no HTML, no macros that grow. A faulty one stays as written. */
export default function Formula({ tex, display, source }: { tex: string; display: boolean; source: string }) {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!element.current) return
    try {
      katex.render(tex, element.current, { displayMode: display, throwOnError: true, trust: false, strict: 'ignore', maxExpand: 200, maxSize: 20 })
    } catch {
      element.current.textContent = source
    }
  }, [tex, display, source])
  return <span ref={element} />
}
