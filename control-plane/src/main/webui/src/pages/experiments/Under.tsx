import { useMediaQuery } from '@mantine/hooks'
import { signed } from '../../lib/format'
import { progressText } from './cells'
import classes from './table.module.css'
import type { Line } from './useRows'

/** Under the name: why it is not running, or what it is. On a phone, where there are few columns, how far it is. */
export function Under({ line }: { line: Line }) {
  const phone = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false })
  const why = line.state === 'succeeded' ? null : (line.waitsFor ?? line.reason)
  const what = phone
    ? [progressText(line), line.lastMeanReward == null ? null : signed(line.lastMeanReward)]
    : [line.preset, `seed ${line.seed}`, line.archivedAt == null ? null : 'archived']
  const text = [`#${line.id}`, ...(why == null ? what : [why])].filter((part) => part != null).join(' · ')
  return (
    <span className={classes.under} data-look={line.state === 'failed' ? 'bad' : undefined} dir="auto" title={why ?? undefined}>
      {text}
    </span>
  )
}
