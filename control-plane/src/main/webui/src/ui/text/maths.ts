import { INVISIBLE } from './invisible'

export type Segment = { kind: 'text'; text: string } | { kind: 'maths'; tex: string; display: boolean; source: string }

const DELIMITED = /\$\$([^$]+)\$\$|\\\[([\s\S]+?)\\\]|\\\(([\s\S]+?)\\\)|(?<![\\$\w])\$(?!\s)([^$\n]+?)(?<![\s\\])\$(?![\d$])/g

/** Longer formulas, and those with invisible characters, are shown as they are written. */
const LONGEST = 2_000

/** Splits text into plain parts and formulas between $…$, $$…$$, \(…\) or \[…\]. */
export function segments(text: string): Segment[] {
  const found: Segment[] = []
  let from = 0
  for (const match of text.matchAll(DELIMITED)) {
    const [source, dollars, brackets, parens, inline] = match
    const tex = dollars ?? brackets ?? parens ?? inline ?? ''
    if (tex.length > LONGEST || INVISIBLE.test(tex)) continue
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) })
    found.push({ kind: 'maths', tex, display: dollars !== undefined || brackets !== undefined, source })
    from = match.index + source.length
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) })
  return found
}
