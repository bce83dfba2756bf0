import { Fragment } from 'react'
import { VisuallyHidden } from '@mantine/core'
import classes from '../ui.module.css'

/** Controls that change the order of text or hide in it: bidi marks, zero-width characters, C0 and C1 controls. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/
const SPLIT = new RegExp(`(${CONTROLS.source})`)

const code = (character: string) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`

/**
 * Text of a model, a user or a file. Line breaks are kept, what would hide or reorder characters is shown as its code,
 * and its direction stays its own.
 */
export function HostileText({ text, inline = false }: { text: string; inline?: boolean }) {
  const parts = CONTROLS.test(text) ? text.split(SPLIT) : [text]
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
