/** The settings of an experiment, as the JSON Schema of GET /api/v1/spec-schema describes them. */

interface SchemaNode {
  type?: string | string[]
  description?: string
  properties?: Record<string, SchemaNode>
  enum?: string[]
  default?: unknown
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  exclusiveMaximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  'x-symbol'?: string
  'x-unit'?: string
  'x-meanings'?: Record<string, string>
}

export type Kind = 'whole' | 'real' | 'text' | 'flag' | 'choice'

export interface Setting {
  /** Its path in the spec, such as soar.outer.steps. */
  path: string
  /** The last part of its path. */
  name: string
  meaning: string
  kind: Kind
  /** Whether it may have no value. */
  nullable: boolean
  unit: string | null
  /** The paper's symbol. */
  symbol: string | null
  choices: { value: string; meaning: string | null }[]
  default: unknown
  min: { value: number; open: boolean } | null
  max: { value: number; open: boolean } | null
  longest: number | null
  blank: boolean
  pattern: RegExp | null
}

const KINDS: Record<string, Kind> = { integer: 'whole', number: 'real', boolean: 'flag' }

function limit(closed: number | undefined, open: number | undefined): Setting['min'] {
  if (closed !== undefined) return { value: closed, open: false }
  return open === undefined ? null : { value: open, open: true }
}

/** The server's patterns are Java's, of which only the flag (?s) at the beginning is not JavaScript's. */
function pattern(source: string | undefined): RegExp | null {
  if (source === undefined) return null
  const dots = source.startsWith('(?s)')
  return new RegExp(`^(?:${dots ? source.slice(4) : source})$`, dots ? 'su' : 'u')
}

function setting(path: string, node: SchemaNode): Setting {
  const types = [node.type ?? 'string'].flat()
  const type = types.find((name) => name !== 'null') ?? 'string'
  return {
    path,
    name: path.slice(path.lastIndexOf('.') + 1),
    meaning: node.description ?? '',
    kind: node.enum ? 'choice' : (KINDS[type] ?? 'text'),
    nullable: types.includes('null'),
    unit: node['x-unit'] ?? null,
    symbol: node['x-symbol'] ?? null,
    choices: (node.enum ?? []).map((value) => ({ value, meaning: node['x-meanings']?.[value] ?? null })),
    default: node.default ?? null,
    min: limit(node.minimum, node.exclusiveMinimum),
    max: limit(node.maximum, node.exclusiveMaximum),
    longest: node.maxLength ?? null,
    blank: node.minLength === undefined,
    pattern: pattern(node.pattern),
  }
}

/** All settings of a schema, in its order. */
export function settingsOf(schema: unknown): Setting[] {
  const walk = (prefix: string, node: SchemaNode): Setting[] =>
    Object.entries(node.properties ?? {}).flatMap(([name, inner]) =>
      inner.properties ? walk(`${prefix}${name}.`, inner) : [setting(prefix + name, inner)],
    )
  return walk('', schema as SchemaNode)
}

/** A setting of a draft that the schema does not describe: it is shown, so that it can be reset. */
export function unknownSetting(path: string): Setting {
  return { ...setting(path, { description: 'Cairn has no such setting' }), nullable: true, blank: true }
}

/** A number as people write it: no exponent where a plain number is short. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What is allowed, in words. */
export function allowed(of: Setting): string {
  const parts: string[] = []
  if (of.kind === 'whole') parts.push('a whole number')
  if (of.kind === 'real') parts.push('a number')
  if (of.min) parts.push(`${of.min.open ? 'above' : 'at least'} ${of.min.value.toLocaleString('en', { maximumFractionDigits: 10 })}`)
  if (of.max) parts.push(`${of.max.open ? 'below' : 'at most'} ${of.max.value.toLocaleString('en', { maximumFractionDigits: 10 })}`)
  if (of.longest) parts.push(`at most ${of.longest} characters`)
  if (of.nullable) parts.push('or empty')
  return parts.join(', ')
}

/** What typed text means for a setting. Text that is not a number stays text, and the server says what is wrong with it. */
export function typed(of: Setting, text: string): unknown {
  if (of.nullable && text.trim() === '') return null
  if (of.kind !== 'whole' && of.kind !== 'real') return text
  const value = Number(text)
  // A larger whole number would lose digits; as text it keeps them.
  const exact = Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value) || of.kind === 'real')
  return text.trim() !== '' && exact ? value : text
}

/** What is wrong with a value as far as its own limits go; null if nothing is. */
export function fault(of: Setting, value: unknown): string | null {
  if (value === null || value === undefined) return of.nullable ? null : 'A value is needed.'
  switch (of.kind) {
    case 'flag':
      return typeof value === 'boolean' ? null : 'Must be true or false.'
    case 'choice':
      return of.choices.some((choice) => choice.value === value) ? null : `Must be one of ${of.choices.map((choice) => choice.value).join(', ')}.`
    case 'text':
      return textFault(of, value)
    case 'whole':
    case 'real':
      return numberFault(of, value)
  }
}

function textFault(of: Setting, value: unknown): string | null {
  if (typeof value !== 'string') return 'Must be text.'
  if (value.trim() === '' && !of.blank) return 'A value is needed.'
  if (of.longest !== null && value.length > of.longest) return `Has ${value.length} characters; at most ${of.longest} are allowed.`
  if (of.pattern && !of.pattern.test(value)) {
    const place = /^\^\(\?:\.\*(\\\{\w+\\\})\.\*\)\$$/.exec(of.pattern.source)?.[1]
    return place ? `Must contain ${place.replaceAll('\\', '')}.` : `Must match ${of.pattern.source.slice(4, -2)}.`
  }
  return null
}

function numberFault(of: Setting, value: unknown): string | null {
  const text = String(value).trim()
  const number = Number(text)
  if (text === '' || !Number.isFinite(number)) return `Must be ${of.kind === 'whole' ? 'a whole number' : 'a number'}.`
  if (of.kind === 'whole' && !Number.isInteger(number)) return 'Must be a whole number.'
  const low = of.min !== null && (of.min.open ? number <= of.min.value : number < of.min.value)
  const high = of.max !== null && (of.max.open ? number >= of.max.value : number > of.max.value)
  return low || high ? `Allowed: ${allowed(of)}.` : null
}

type Tree = { [name: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The leaves of a document by their dotted paths. An empty group has no leaf. */
export function flatten(document: unknown, prefix = ''): Record<string, unknown> {
  if (!isTree(document)) return {}
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) =>
      isTree(value) ? Object.entries(flatten(value, `${prefix}${name}.`)) : [[prefix + name, value]],
    ),
  )
}

/** The document with these leaves. */
export function nested(leaves: Record<string, unknown>): Tree {
  const root: Tree = {}
  for (const [path, value] of Object.entries(leaves)) {
    const names = path.split('.')
    const last = names.pop() as string
    let at = root
    for (const name of names) {
      const inner = at[name]
      at = isTree(inner) ? inner : (at[name] = {})
    }
    at[last] = value
  }
  return root
}

/** Whether two values of a setting are the same; a number may be written as text. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || shown(a) === shown(b)
}
