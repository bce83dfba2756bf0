import { Text } from '@mantine/core'
import { changes, shown, type Change } from '../../lib/changes'
import { NONE } from '../../lib/format'
import { HostileText } from '../../ui/text/HostileText'
import classes from './audit.module.css'

/** The difference between two states of a thing, by the paths of its values. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  if (before == null && after == null) return <Text c="dimmed">Only that it happened was recorded, no state before or after.</Text>
  const found = changes(before, after)
  if (found.length === 0) return <Text c="dimmed">The state before and after are equal.</Text>
  return (
    <table className={classes.changes}>
      <caption className={classes.caption}>{before == null ? 'What was recorded' : after == null ? 'What was removed' : 'What changed'}</caption>
      <thead>
        <tr>
          <th scope="col">Value</th>
          {before != null && <th scope="col">Before</th>}
          {after != null && <th scope="col">After</th>}
        </tr>
      </thead>
      <tbody>
        {found.map((change) => (
          <tr key={change.path}>
            <th scope="row">{change.path || 'value'}</th>
            {before != null && <Side change={change} side="before" />}
            {after != null && <Side change={change} side="after" />}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Side({ change, side }: { change: Change; side: 'before' | 'after' }) {
  if (!(side in change)) return <td>{NONE}</td>
  return (
    <td className={side === 'before' ? classes.old : classes.new}>
      <HostileText text={shown(change[side])} />
    </td>
  )
}
