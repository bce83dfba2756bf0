import classes from './ui.module.css'

const KEPT = 12

/** A text that loses its middle where it is too long for its line: the names of a sweep differ at the end. Its parent is a flex box with the whole text as its title. */
export function Cut({ text }: { text: string }) {
  const letters = Array.from(text)
  if (letters.length <= 2 * KEPT) return <span className={classes.cut}>{text}</span>
  return (
    <>
      <span className={classes.cut}>{letters.slice(0, -KEPT).join('')}</span>
      <span className={classes.kept}>{letters.slice(-KEPT).join('')}</span>
    </>
  )
}
