import type { ParameterType, QueryToSave } from '../api/types'

/** The names of a query's parameters, in order; strings, quoted names and comments are left out. */
export function parameterNames(sql: string): string[] {
  const bare = sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, ' ')
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/::/g, ' ')
  return [...new Set([...bare.matchAll(/(?<![\w:]):([A-Za-z_]\w*)/g)].map((match) => match[1] ?? ''))]
}

/** The values that were typed in: JSON, or else a text; an empty field is NULL. */
export function parameterValues(names: string[], typed: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, parsed(typed[name] ?? '')]))
}

function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** The parameters of a query to save: the values that were typed in give their types and defaults. */
export function savedParameters(values: Record<string, unknown>): QueryToSave['parameters'] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    type: typeOf(value),
    ...(value === null ? {} : { defaultValue: value }),
  }))
}

function typeOf(value: unknown): ParameterType {
  if (Array.isArray(value)) {
    if (value.every((each) => Number.isInteger(each))) return 'integer-list'
    return value.every((each) => typeof each === 'number') ? 'number-list' : 'text-list'
  }
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return 'text'
}

/** A cell that is not null, as text. */
export function cellText(cell: unknown): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}
