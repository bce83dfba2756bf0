import { HostileText } from '../../ui/text/HostileText'
import classes from './rollouts.module.css'

/** Characters of a text that a row of the list shows at most. */
const LONGEST = 160

/** The beginning of a text, or the part around what was searched for, on one line. */
export function Snippet({ text, search }: { text: string; search: string | null }) {
  const at = search ? text.toLowerCase().indexOf(search.toLowerCase()) : -1
  const from = at > 40 ? at - 30 : 0
  const line = (part: string) => part.replace(/\s+/g, ' ')
  if (at < 0 || !search) {
    return (
      <div className={classes.snippet}>
        <HostileText inline text={line(text.slice(0, LONGEST))} />
      </div>
    )
  }
  const end = at + search.length
  return (
    <div className={classes.snippet}>
      <HostileText inline text={`${from > 0 ? '…' : ''}${line(text.slice(from, at))}`} />
      <mark>
        <HostileText inline text={line(text.slice(at, end))} />
      </mark>
      <HostileText inline text={line(text.slice(end, from + LONGEST))} />
    </div>
  )
}
