/** A filter as its parts that are joined by && outside of brackets and strings; one part if it has || there. */
export function clauses(filter: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let i = 0; i < filter.length; i++) {
    const c = filter.charAt(i)
    if (quote !== '') {
      if (c === '\\') i++
      else if (c === quote) quote = ''
    } else if (c === '"' || c === "'") quote = c
    else if ('([{'.includes(c)) depth++
    else if (')]}'.includes(c)) depth--
    else if (depth === 0 && filter.startsWith('||', i)) return [filter.trim()]
    else if (depth === 0 && filter.startsWith('&&', i)) {
      parts.push(filter.slice(start, i).trim())
      start = i + 2
      i++
    }
  }
  parts.push(filter.slice(start).trim())
  return parts.filter((part) => part !== '')
}

const isOr = (filter: string) => {
  const parts = clauses(filter)
  return parts.length === 1 && filter.includes('||') && !/^\(.*\)$/s.test(filter.trim())
}

export function join(parts: string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : parts.map((part) => (isOr(part) ? `(${part})` : part)).join(' && ')
}

/** A string of the filter language. */
export const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const STATE = /^state == "([a-z]+)"$/
const STATES = /^state in \[([^\]]*)\]$/

/** The states that the filter's own clause about states names. */
export function statesOf(filter: string): string[] {
  for (const clause of clauses(filter)) {
    const one = STATE.exec(clause)
    if (one) return [one[1] ?? '']
    const many = STATES.exec(clause)
    if (many) return [...(many[1] ?? '').matchAll(/"([a-z]+)"/g)].map((match) => match[1] ?? '')
  }
  return []
}

export const isStateClause = (clause: string) => STATE.test(clause) || STATES.test(clause)

export function withStates(filter: string, states: string[]): string {
  const rest = clauses(filter).filter((clause) => !isStateClause(clause))
  const own =
    states.length === 0 ? [] : states.length === 1 ? [`state == ${quoted(states[0] ?? '')}`] : [`state in [${states.map(quoted).join(', ')}]`]
  return join([...rest, ...own])
}

export const tagClause = (key: string, value: string) =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(key) ? `tags.${key} == ${quoted(value)}` : `tags[${quoted(key)}] == ${quoted(value)}`

export const hasClause = (filter: string, clause: string) => clauses(filter).includes(clause)

/** Adds a clause, or takes it away if the filter has it. */
export function toggled(filter: string, clause: string): string {
  const parts = clauses(filter)
  return join(parts.includes(clause) ? parts.filter((part) => part !== clause) : [...parts, clause])
}

const TAG = /^tags(\.|\[)/

/** The filter without what the chips add: chips count what it finds. */
export function withoutChips(filter: string): string {
  return join(clauses(filter).filter((clause) => !isStateClause(clause) && !(TAG.test(clause) && clause.includes(' == '))))
}

/** Where an error message says that the mistake is, from 0; null if it says nothing. */
export function errorPosition(message: string): number | null {
  const at = /at character (\d+)/.exec(message)?.[1]
  return at === undefined ? null : Number(at) - 1
}
