import type { Diagnostic } from '@codemirror/lint'
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { CodeEditor } from '../../ui/code/CodeEditor'
import { Section } from '../../ui/Section'
import { completions } from './completions'
import { placeOf, type JsonText, type Place } from './jsonText'
import { fault, type Setting } from './settings'
import type { Finding } from './useCheck'

interface Props {
  text: string
  onChange: (text: string) => void
  settings: Setting[]
  /** Every setting's value now. */
  values: Record<string, unknown>
  /** The text as JSON; null if it is not. */
  read: JsonText | null
  /** What keeps the text from being read. */
  broken: { place: Place; message: string } | null
  errors: Finding[]
  warnings: Finding[]
  onRun: () => void
}

/** The path of a setting in the document: settings are under spec, or under set, or a name and seed at the top. */
function placeIn(read: JsonText, path: string): Place {
  for (const candidate of [`set.${path}`, `spec.${path}`, path]) {
    const exact = read.places.get(candidate)
    if (exact) return exact
  }
  return placeOf(read.places, path.startsWith('tags') || path.startsWith('retention') || path === 'preset' ? path : `spec.${path}`)
}

function marks({ read, broken, errors, warnings, settings, values }: Props): Diagnostic[] {
  if (broken) return [{ ...broken.place, severity: 'error', message: broken.message }]
  if (!read) return []
  const mark = ({ path, message, allowed }: Finding, severity: Diagnostic['severity']): Diagnostic => ({
    ...placeIn(read, path),
    severity,
    message: `${path === '' ? '' : `${path}: `}${message}${allowed ? ` (allowed: ${allowed})` : ''}`,
  })
  const told = new Set(errors.map(({ path }) => path))
  const own = settings.flatMap((one) => {
    const message = told.has(one.path) ? null : fault(one, values[one.path])
    return message === null ? [] : [mark({ path: one.path, message, allowed: null }, 'error')]
  })
  return [...own, ...errors.map((one) => mark(one, 'error')), ...warnings.map((one) => mark(one, 'warning'))]
}

/** The draft as JSON, with completion from the schema and errors where they are. */
export function JsonForm(props: Props) {
  const { text, onChange, settings, values, onRun } = props
  const found = marks(props)
  // The editor takes new marks only if they differ.
  const key = JSON.stringify(found)
  const diagnostics = useMemo(() => JSON.parse(key) as Diagnostic[], [key])
  const source = useMemo(() => completions(settings, values), [settings, values])
  return (
    <Section title="As JSON">
      <Text size="sm" c="dimmed">
        Under spec are the settings that differ from the start. Ctrl Space completes names and values and explains them; Escape, then Tab leaves the editor.
      </Text>
      <CodeEditor value={text} onChange={onChange} language="json" label="Experiment as JSON" height="60vh" completions={source} diagnostics={diagnostics} onRun={onRun} />
    </Section>
  )
}
