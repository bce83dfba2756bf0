/** A setting by its dotted name, with its value in two specs; undefined where a spec does not have it. */
export interface ComparedSetting {
  path: string
  here: unknown
  there: unknown
  differs: boolean
}

/** The settings of a spec by dotted names, in its order. */
export function settings(spec: unknown, prefix = ''): Map<string, unknown> {
  const found = new Map<string, unknown>()
  if (!isGroup(spec)) return found
  for (const [name, value] of Object.entries(spec)) {
    if (isGroup(value)) settings(value, `${prefix}${name}.`).forEach((inner, path) => found.set(path, inner))
    else found.set(prefix + name, value)
  }
  return found
}

/** Every setting of either spec, in the order of the first. */
export function compareSpecs(here: unknown, there: unknown): ComparedSetting[] {
  const [mine, other] = [settings(here), settings(there)]
  return [...new Set([...mine.keys(), ...other.keys()])].map((path) => ({
    path,
    here: mine.get(path),
    there: other.get(path),
    differs: JSON.stringify(mine.get(path)) !== JSON.stringify(other.get(path)),
  }))
}

/** A value as people write it in a spec; texts without quotes, unless they are empty. */
export function settingText(value: unknown): string {
  if (value === undefined) return '–'
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value)
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
