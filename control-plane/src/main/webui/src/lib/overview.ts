import type { Health, Overview } from '../api/types'
import { duration } from './format'

export type Subject = Health['subject']
export type HealthState = Health['state']

/** In the order of the page. */
export const SUBJECTS: [subject: Subject, title: string, anchor: string][] = [
  ['control-plane', 'Control planes', 'control-planes'],
  ['engine', 'Engines', 'engines'],
  ['trainer', 'Trainers', 'workers'],
  ['grader', 'Graders', 'workers'],
  ['database', 'Database', 'parts'],
  ['disk', 'Disk', 'parts'],
]

const WORST: HealthState[] = ['down', 'stopping', 'unknown', 'up', 'idle']

/** The worst state, which a reader must see first; undefined for an empty list. */
export function worst(items: Health[]): Health | undefined {
  return [...items].sort((a, b) => WORST.indexOf(a.state) - WORST.indexOf(b.state))[0]
}

/** Those that need somebody, one per reason: control planes that share a disk or a database report the same. */
export function troubles(items: Health[]): Health[] {
  const seen = new Set<string>()
  return items.filter(({ state, subject, reason }) => {
    if (state !== 'down' && state !== 'stopping') return false
    const key = `${subject} ${reason ?? ''}`
    if (reason && seen.has(key)) return false
    seen.add(key)
    return true
  })
}

type TimeLeft = NonNullable<Overview['running']['items'][number]['timeLeft']>

const roughly = (seconds: number) =>
  seconds < 60 ? `${Math.max(5, Math.ceil(seconds / 5) * 5)} s` : seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : duration(Math.ceil(seconds / 60) * 60_000)

/** 'about 3 to 5 min'; null if it is not known. */
export function timeLeft({ minSeconds, maxSeconds }: Pick<TimeLeft, 'minSeconds' | 'maxSeconds'>): string | null {
  if (minSeconds == null || maxSeconds == null) return null
  const [least, most] = [roughly(minSeconds), roughly(maxSeconds)]
  if (least === most) return `about ${most}`
  const [, lowest, unit] = /^(\d+)( s| min)$/.exec(least) ?? []
  return `about ${lowest && most.endsWith(unit ?? '') && !most.includes(' h ') ? lowest : least} to ${most}`
}
