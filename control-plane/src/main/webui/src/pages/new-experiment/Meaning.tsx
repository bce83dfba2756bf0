import { Code } from '@mantine/core'

/** A description from the schema, in which `names` are marked as in Markdown. */
export function Meaning({ text }: { text: string }) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? <Code key={i}>{part}</Code> : part))
}
