/** Words that occur in filters and not in names that people search for. */
const OPERATORS = /==|!=|[<>]|&&|\|\||\bin\b\s*\[|\.(contains|startsWith|endsWith)\(|^!|^archived$/
const NUMBER = /^#?(\d{1,18})$/
const TAG = /^([\w.-]+)=(.+)$/

/** The filter for what is typed into a search: a filter as it is, a number, a tag as key=value, or a part of a name. */
export function searchFilter(text: string): string | null {
  const typed = text.trim()
  if (typed === '') return null
  if (OPERATORS.test(typed)) return typed
  const number = NUMBER.exec(typed)?.[1]
  if (number) return `id == ${number} || name.contains(${JSON.stringify(typed)})`
  const tag = TAG.exec(typed)
  if (tag?.[1] && tag[2]) return `tags[${JSON.stringify(tag[1])}] == ${JSON.stringify(tag[2])}`
  return `name.contains(${JSON.stringify(typed)})`
}
