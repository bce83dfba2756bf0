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

/** A cell that is not null, as text. */
export function cellText(cell: unknown): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}
