import { Spoiler } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './ui.module.css'

interface Props {
  /** What it is, for screen readers; no other one of the page has this name. */
  label: string
  maxHeight: number
  /** On the button that shows the rest. */
  more?: string
  children: ReactNode
}

/** A long text of which the beginning is shown. */
export function Fold({ label, maxHeight, more = 'Show all', children }: Props) {
  return (
    <Spoiler maxHeight={maxHeight} showLabel={more} hideLabel="Show less" showAriaLabel={`${more}: ${label}`} hideAriaLabel={`Show less: ${label}`} fz="sm" classNames={{ control: classes.target! }} attributes={{ content: { 'aria-label': label } }}>
      {children}
    </Spoiler>
  )
}
