import { autocompletion, closeCompletion, type CompletionSource } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { PostgreSQL, sql, type SQLNamespace } from '@codemirror/lang-sql'
import { lintGutter, linter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, keymap } from '@uiw/react-codemirror'
import { Prec } from '@uiw/react-codemirror'
import { useCallback, useEffect, useMemo, useRef } from 'react'

export interface EditorProps {
  value: string
  onChange?: (value: string) => void
  language: 'json' | 'sql'
  label: string
  height?: string
  readOnly?: boolean
  /** Tables and columns that SQL is completed from. */
  schema?: SQLNamespace
  /** More completions of SQL, or all of those of JSON. */
  completions?: CompletionSource
  /** Marks of errors in the text. */
  diagnostics?: Diagnostic[]
  /** Ctrl+Enter. */
  onRun?: () => void
}

/** The library's own numbers of lines have too little contrast. */
const READABLE = Prec.highest(EditorView.theme({ '.cm-gutters': { color: 'var(--mantine-color-dimmed)' } }))
/** So do some colours of the dark theme on its own background. */
const DARKER = Prec.highest(EditorView.theme({ '&, .cm-gutters': { backgroundColor: '#17191d' } }))

/** Diagnostics of an older text may reach past the end. */
const within = (diagnostics: Diagnostic[], length: number) => diagnostics.map((one) => ({ ...one, from: Math.min(one.from, length), to: Math.min(one.to, length) }))

/**
 * CodeMirror; loaded only where text is edited. Escape, then Tab leaves it. What its callbacks do may change at any time
 * without a new configuration, which would close its menus.
 */
export default function Editor({ value, onChange, language, label, height = '260px', readOnly = false, schema, completions, diagnostics, onRun }: EditorProps) {
  const scheme = useComputedColorScheme('light')
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ onChange, completions, diagnostics, onRun })
  latest.current = { onChange, completions, diagnostics, onRun }
  const [completes, marks, runs] = [completions !== undefined, diagnostics !== undefined, onRun !== undefined]
  const extensions = useMemo(() => {
    const source: CompletionSource = (context) => latest.current.completions?.(context) ?? null
    const run = (editor: EditorView) => {
      closeCompletion(editor)
      latest.current.onRun?.()
      return true
    }
    return [
      language === 'sql' ? sql({ dialect: PostgreSQL, ...(schema ? { schema } : {}) }) : json(),
      EditorView.lineWrapping,
      READABLE,
      ...(scheme === 'dark' ? [DARKER] : []),
      EditorView.contentAttributes.of({ 'aria-label': label }),
      ...(completes ? [language === 'sql' ? PostgreSQL.language.data.of({ autocomplete: source }) : autocompletion({ override: [source] })] : []),
      ...(marks ? [linter(null), lintGutter()] : []),
      ...(runs ? [Prec.highest(keymap.of([{ key: 'Mod-Enter', run }]))] : []),
    ]
  }, [language, schema, label, scheme, completes, marks, runs])
  const setup = useMemo(() => ({ foldGutter: true, highlightActiveLine: !readOnly }), [readOnly])
  const change = useCallback((text: string) => latest.current.onChange?.(text), [])
  const mark = (editor: EditorView, found: Diagnostic[]) => editor.dispatch(setDiagnostics(editor.state, within(found, editor.state.doc.length)))
  useEffect(() => {
    if (view.current && diagnostics) mark(view.current, diagnostics)
  }, [diagnostics])
  return (
    <CodeMirror
      value={value}
      onChange={change}
      onCreateEditor={(editor) => {
        view.current = editor
        if (latest.current.diagnostics) mark(editor, latest.current.diagnostics)
      }}
      theme={scheme}
      height={height}
      readOnly={readOnly}
      extensions={extensions}
      indentWithTab={false}
      basicSetup={setup}
    />
  )
}
