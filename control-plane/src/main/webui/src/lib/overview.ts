import type { Health } from '../api/types'

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
