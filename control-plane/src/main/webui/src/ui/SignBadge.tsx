import type { MantineColor } from '@mantine/core'
import classes from './ui.module.css'

interface Props {
  sign: string
  color: MantineColor
  word: string
  title?: string | undefined
}

/** A state in a word, told apart by its sign as well as by its colour. Plain markup, since long tables have one in each row. */
export function SignBadge({ sign, color, word, title }: Props) {
  return (
    <span className={classes.badge} style={{ borderColor: `var(--mantine-color-${color}-outline)` }} title={title}>
      <span aria-hidden>{sign}</span>
      <span>{word}</span>
    </span>
  )
}
