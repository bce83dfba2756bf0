import { useEffect, useRef, useState, type ReactNode } from 'react'
import { hiddenPart, type Hidden } from '../lib/overflow'

const HINTS: Record<Exclude<Hidden, 'nothing'>, string> = {
  right: 'More columns to the right →',
  both: '← More columns on both sides →',
  left: '← More columns to the left',
}

/** A table that scrolls sideways if it does not fit, with a hint that it does. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState<Hidden>('nothing')
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setHidden(hiddenPart(element))
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])
  const reach = hidden === 'nothing' ? {} : { tabIndex: 0, role: 'region', 'aria-label': label }
  return (
    <div className={`wide ${hidden}`}>
      {hidden !== 'nothing' && (
        <p className="hint" aria-hidden="true">
          {HINTS[hidden]}
        </p>
      )}
      <div className="frame">
        <div ref={ref} className="scroll" {...reach}>
          {children}
        </div>
      </div>
    </div>
  )
}
