/** Tags as one line of text. */
export const written = (tags: Record<string, string>) =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')

/** Tags from 'team=maths, sweep=lr'; null while a part has no equals sign. */
export function readTags(text: string): Record<string, string> | null {
  const parts = text.split(',').map((part) => part.trim()).filter(Boolean)
  const pairs = parts.map((part) => /^([^=]+)=(.*)$/s.exec(part))
  if (pairs.some((pair) => pair === null)) return null
  return Object.fromEntries(pairs.map((pair) => [(pair?.[1] ?? '').trim(), (pair?.[2] ?? '').trim()]))
}
