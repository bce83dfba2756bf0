import { Button, Text } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import type { LogEntry } from '../../lib/log'
import { moment } from '../../lib/format'
import { HostileText } from '../../ui/text/HostileText'
import classes from './logs.module.css'

interface Props {
  entries: LogEntry[]
  /** How many of them were there when the page was opened, or were asked for since. */
  older: number
  following: boolean
  loadOlder?: (() => void) | undefined
  loading: boolean
}

/** This near to its end, the list stays at the end. */
const NEAR = 60

/** Short and of one width, in the reader's time zone. */
const time = (at: string) => {
  const date = new Date(at)
  return `${date.toLocaleDateString([], { month: 'short', day: '2-digit' })} ${date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}`
}

function Entry({ entry: { at, level, logger, unit, text } }: { entry: LogEntry }) {
  return (
    <li className={classes.entry} data-level={level}>
      <span className={classes.time} title={at ? moment(at) : undefined}>
        {at ? time(at) : ''}
      </span>
      <span className={classes.level}>{level}</span>
      <div className={classes.text}>
        <HostileText text={text} />
        {(unit ?? logger) && (
          <Text size="xs" c="dimmed" className={classes.origin}>
            {[unit, logger].filter(Boolean).join(' · ')}
          </Text>
        )}
      </div>
    </li>
  )
}

/** The entries, oldest first. It stays at the newest one unless its reader scrolls back. */
export function LogLines({ entries, older, following, loadOlder, loading }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const before = useRef({ height: 0, older: 0 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (atEnd.current) element.scrollTop = element.scrollHeight
    // What was in sight stays where it is when older lines come above it.
    else if (older > before.current.older) element.scrollTop += element.scrollHeight - before.current.height
    before.current = { height: element.scrollHeight, older }
  }, [entries, older])
  return (
    <div
      ref={box}
      className={classes.box}
      role="region"
      aria-label="Log lines, scrolls"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR
      }}
    >
      {loadOlder && (
        <div className={classes.older}>
          <Button
            size="xs"
            variant="default"
            loading={loading}
            onClick={() => {
              atEnd.current = false
              loadOlder()
            }}
          >
            Load older lines
          </Button>
        </div>
      )}
      <ol className={classes.lines} aria-live={following ? 'off' : undefined}>
        {entries.map((entry, i) => (
          <Entry key={i - older} entry={entry} />
        ))}
      </ol>
    </div>
  )
}
