import type { components } from '../api/openapi'

export type LogEntry = components['schemas']['LogEntry']
export type LogSource = components['schemas']['LogSource']
export type LogLevel = components['schemas']['LogLevel']

export const LOG_SOURCES: { value: LogSource; label: string }[] = [
  { value: 'control-plane', label: 'Control plane' },
  { value: 'engine', label: 'Engine' },
  { value: 'worker', label: 'Worker' },
]

export const LOG_LEVELS: { value: LogLevel; label: string }[] = [
  { value: 'debug', label: 'All' },
  { value: 'info', label: 'Info and above' },
  { value: 'warn', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
]

/** A word of the address, if it is one of those that a choice has. */
export function chosen<T extends string>(word: string | null, choices: readonly { value: T }[], otherwise: T): T {
  return choices.find(({ value }) => value === word)?.value ?? otherwise
}

/** Entries as lines of a file, oldest first. */
export function asText(entries: readonly LogEntry[]): string {
  return entries
    .map(({ at, level, logger, unit, text }) => [at ?? '-', level.toUpperCase(), logger && `[${logger}]`, unit && `(${unit})`, text].filter(Boolean).join(' ') + '\n')
    .join('')
}
