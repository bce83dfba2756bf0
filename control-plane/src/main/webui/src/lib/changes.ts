/** One value of a JSON document that differs between two states of it; a side without the value has no such key. */
export interface Change {
  path: string
  before?: unknown
  after?: unknown
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values of a document by their dotted paths. Lists are values as a whole, and so are empty objects. */
function leaves(value: unknown, path: string, found: Map<string, unknown>) {
  const keys = isObject(value) ? Object.keys(value) : []
  if (!isObject(value) || keys.length === 0) {
    if (path !== '' || value != null) found.set(path, value)
    return
  }
  for (const key of keys) leaves(value[key], path === '' ? key : `${path}.${key}`, found)
}

function flat(document: unknown): Map<string, unknown> {
  const found = new Map<string, unknown>()
  leaves(document ?? null, '', found)
  return found
}

/** What differs between two documents, by path; null is the absence of a document. */
export function changes(before: unknown, after: unknown): Change[] {
  const [old, now] = [flat(before), flat(after)]
  const paths = [...new Set([...old.keys(), ...now.keys()])]
  return paths
    .filter((path) => !old.has(path) || !now.has(path) || JSON.stringify(old.get(path)) !== JSON.stringify(now.get(path)))
    .map((path) => ({
      path,
      ...(old.has(path) ? { before: old.get(path) } : {}),
      ...(now.has(path) ? { after: now.get(path) } : {}),
    }))
}

/** A value as it is shown: text as it is, all else as JSON. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
