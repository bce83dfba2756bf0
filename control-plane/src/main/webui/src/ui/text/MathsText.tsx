import { Suspense, useMemo } from 'react'
import { lazily } from '../../lib/lazily'
import classes from '../ui.module.css'
import { HostileText } from './HostileText'
import { segments } from './maths'

const Formula = lazily(() => import('./Formula'))

/** Text of a model with its formulas drawn; 'raw' shows it as it was written. */
export function MathsText({ text, raw = false }: { text: string; raw?: boolean }) {
  const parts = useMemo(() => (raw ? [] : segments(text)), [text, raw])
  if (raw || parts.every(({ kind }) => kind === 'text')) return <HostileText text={text} />
  return (
    <div className={classes.hostile} dir="auto">
      {parts.map((part, i) =>
        part.kind === 'text' ? (
          <HostileText key={i} text={part.text} inline />
        ) : (
          <Suspense key={i} fallback={<code>{part.source}</code>}>
            <Formula tex={part.tex} display={part.display} source={part.source} />
          </Suspense>
        ),
      )}
    </div>
  )
}
