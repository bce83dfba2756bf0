/** Values that live as long as the tab, or as long as the page where storage is forbidden. */
const memory = new Map<string, string>()

function storage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

export function stored<T>(key: string): T | null {
  const text = memory.get(key) ?? storage()?.getItem(key) ?? null
  try {
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** A null removes the value. */
export function store(key: string, value: unknown) {
  memory.delete(key)
  const text = JSON.stringify(value)
  try {
    if (value === null) storage()?.removeItem(key)
    else storage()!.setItem(key, text)
  } catch {
    memory.set(key, text)
  }
}
