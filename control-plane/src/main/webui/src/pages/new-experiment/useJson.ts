import { useEffect, useMemo, useState } from 'react'
import { DocumentError, documentOf, pruned, readDocument, type Draft, type Start } from './draft'
import { JsonTextError, placeOf, readJson, type JsonText, type Place } from './jsonText'

const written = (start: Start, draft: Draft) => `${JSON.stringify(documentOf(start, draft), null, 2)}\n`

interface Reading {
  /** The text as JSON; null if it is not. */
  read: JsonText | null
  /** What keeps it from being a draft. */
  broken: { place: Place; message: string } | null
  draft: Draft | null
}

function requireStart(preset: string | null, start: Start) {
  const expected = start.kind === 'preset' ? start.preset : null
  if (preset === expected) return
  throw new DocumentError('preset', expected === null ? 'This draft has no preset; start over to use one.' : `This draft starts from the preset "${expected}"; start over to use another one.`)
}

function reading(text: string, start: Start, base: Record<string, unknown>): Reading {
  let read: JsonText | null = null
  try {
    read = readJson(text)
    const { preset, draft } = readDocument(read.value)
    requireStart(preset, start)
    return { read, broken: null, draft: { ...draft, set: pruned(draft.set, base) } }
  } catch (error) {
    if (error instanceof JsonTextError) return { read: null, draft: null, broken: { place: error.place, message: error.message } }
    if (error instanceof DocumentError && read) return { read, draft: null, broken: { place: placeOf(read.places, error.path), message: error.message } }
    throw error
  }
}

const equal = (a: Draft | null, b: Draft) => JSON.stringify(a) === JSON.stringify(b)

/** The draft as text. The text changes the draft as long as it can be read; a change elsewhere writes the text again. */
export function useJson(start: Start, base: Record<string, unknown>, draft: Draft, change: (draft: Draft) => void) {
  const [text, setText] = useState(() => written(start, draft))
  const now = useMemo(() => reading(text, start, base), [text, start, base])
  useEffect(() => {
    if (now.broken === null && !equal(now.draft, draft)) setText(written(start, draft))
    // Only a change of the draft itself; the text's own changes reach the draft below.
  }, [draft])
  const edit = (next: string) => {
    setText(next)
    const { draft: found } = reading(next, start, base)
    if (found && !equal(found, draft)) change(found)
  }
  return { text, edit, read: now.read, broken: now.broken }
}
