import { Fragment } from 'react'
import { VisuallyHidden } from '@mantine/core'
import classes from '../ui.module.css'
import { INVISIBLE } from './invisible'

const SPLIT = new RegExp(`(${INVISIBLE.source})`, 'u')

const code = (character: string) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`

/**
 * Text of a model, a user or a file. Line breaks are kept, what would hide or reorder characters is shown as its code,
 * and its direction stays its own.
 */
export function HostileText({ text, inline = false }: { text: string; inline?: boolean }) {
  const parts = INVISIBLE.test(text) ? text.split(SPLIT) : [text]
  const Tag = inline ? 'span' : 'div'
  return (
    <Tag className={classes.hostile} dir="auto">
      {parts.map((part, i) =>
        i % 2 === 1 ? (
          <span key={i} className={classes.control} title="An invisible character">
            <VisuallyHidden>invisible character </VisuallyHidden>
            {code(part)}
          </span>
        ) : (
          <Fragment key={i}>{part}</Fragment>
        ),
      )}
    </Tag>
  )
}
