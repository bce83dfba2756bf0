import type { ParameterType, SavedParameter } from '../api/types'

/** The text without strings, quoted names and comments, each replaced by spaces of the same length. */
function bare(sql: string): string {
  const blank = (found: string) => found.replace(/[^\n]/g, ' ')
  return sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, blank)
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, blank)
    .replace(/::/g, '  ')
}

/** The names of a query's parameters, in order; strings, quoted names and comments are left out. */
export function parameterNames(sql: string): string[] {
  return [...new Set([...bare(sql).matchAll(/(?<![\w:]):([A-Za-z_]\w*)/g)].map((match) => match[1] ?? ''))]
}

/** The known names that occur as words of a query, such as those of views. */
export function mentioned(sql: string, names: ReadonlySet<string>): string[] {
  return [...new Set(bare(sql).match(/\w+/g) ?? [])].filter((word) => names.has(word))
}

/** What is typed in for a parameter; an empty text is NULL. */
export interface Typed {
  type: ParameterType
  text: string
}

/** A text takes the type that PostgreSQL expects in its place, so it fits almost everywhere. */
export const UNTYPED: Typed = { type: 'text', text: '' }

const WORDS: Record<ParameterType, string> = {
  text: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  'text-list': 'texts between commas, or a JSON array',
  'integer-list': 'whole numbers between commas',
  'number-list': 'numbers between commas',
}

export const PARAMETER_TYPES = Object.keys(WORDS) as ParameterType[]

export const expected = (type: ParameterType) => WORDS[type]

/** The value to send, or undefined if the text is not of the type. */
export function valueOf({ type, text }: Typed): unknown {
  if (text === '') return null
  switch (type) {
    case 'text':
      return text
    case 'integer':
      return /^[-+]?\d+$/.test(text.trim()) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'text-list':
      return list(text, 'text')
    case 'integer-list':
      return list(text, 'integer')
    case 'number-list':
      return list(text, 'number')
  }
}

function list(text: string, type: 'text' | 'integer' | 'number'): unknown[] | undefined {
  const parts = texts(text)
  const values = parts.map((part) => valueOf({ type, text: part }))
  return values.includes(undefined) ? undefined : values
}

function texts(text: string): string[] {
  if (text.trim().startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(text)
      if (Array.isArray(parsed)) return parsed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
    } catch {
      // Then it is a text that begins with a bracket.
    }
  }
  return text.split(',').map((part) => part.trim())
}

/** What to type in to get a value, with its type. */
export function typedOf(value: unknown): Typed {
  if (value === null || value === undefined) return UNTYPED
  return { type: typeOf(value), text: typeof value === 'string' ? value : Array.isArray(value) && value.every((each) => typeof each === 'number') ? value.join(', ') : JSON.stringify(value) }
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

/** The parameters of a query to save: what is typed in becomes the default. */
export function savedParameters(names: string[], typed: Record<string, Typed>): SavedParameter[] {
  return names.map((name) => {
    const { type, text } = typed[name] ?? UNTYPED
    const value = valueOf({ type, text })
    return { name, type, ...(value === null || value === undefined ? {} : { defaultValue: value }) }
  })
}

/** What to type in for a saved query: its types and defaults. */
export function typedParameters(parameters: SavedParameter[]): Record<string, Typed> {
  return Object.fromEntries(
    parameters.map(({ name, type, defaultValue }) => [name, { ...typedOf(defaultValue), type }]),
  )
}

/** A cell that is not null, as text. */
export function cellText(cell: unknown): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}
