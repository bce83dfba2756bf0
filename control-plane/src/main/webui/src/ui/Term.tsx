import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { GLOSSARY } from '../lib/glossary'

/** A word of the paper: hovering explains it, and it leads to the glossary. */
export function Term({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`/settings#term-${id}`} inherit c="inherit" underline="always" style={{ textDecorationStyle: 'dotted' }} title={GLOSSARY.find((term) => term.id === id)?.meaning}>
      {children}
    </Anchor>
  )
}
