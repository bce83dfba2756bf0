import { Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import { lazily } from '../../lib/lazily'
import type { EditorProps } from './Editor'

const Editor = lazily(() => import('./Editor'))

/** An editor for JSON or SQL. */
export function CodeEditor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height ?? '260px'} />}>
      <Editor {...props} />
    </Suspense>
  )
}
