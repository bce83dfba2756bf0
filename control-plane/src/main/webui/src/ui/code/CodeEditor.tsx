import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { EditorProps } from './Editor'

const Editor = lazy(() => import('./Editor'))

/** An editor for JSON or SQL. */
export function CodeEditor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height ?? '260px'} />}>
      <Editor {...props} />
    </Suspense>
  )
}
