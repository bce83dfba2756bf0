import { autocompletion, type CompletionSource } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { PostgreSQL, sql, type SQLNamespace } from '@codemirror/lang-sql'
import { lintGutter, linter, type Diagnostic } from '@codemirror/lint'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, keymap } from '@uiw/react-codemirror'
import { Prec } from '@uiw/react-codemirror'
import { useMemo } from 'react'

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

/** CodeMirror; loaded only where text is edited. Escape, then Tab leaves it. */
export default function Editor({ value, onChange, language, label, height = '260px', readOnly = false, schema, completions, diagnostics, onRun }: EditorProps) {
  const scheme = useComputedColorScheme('light')
  const extensions = useMemo(
    () => [
      language === 'sql' ? sql({ dialect: PostgreSQL, ...(schema ? { schema } : {}) }) : json(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      ...(completions ? [language === 'sql' ? PostgreSQL.language.data.of({ autocomplete: completions }) : autocompletion({ override: [completions] })] : []),
      ...(diagnostics ? [lintGutter(), linter(() => diagnostics)] : []),
      ...(onRun
        ? [
            Prec.highest(
              keymap.of([
                {
                  key: 'Mod-Enter',
                  run: () => {
                    onRun()
                    return true
                  },
                },
              ]),
            ),
          ]
        : []),
    ],
    [language, schema, label, completions, diagnostics, onRun],
  )
  return (
    <CodeMirror
      value={value}
      {...(onChange ? { onChange } : {})}
      theme={scheme}
      height={height}
      readOnly={readOnly}
      extensions={extensions}
      indentWithTab={false}
      basicSetup={{ foldGutter: true, highlightActiveLine: !readOnly }}
    />
  )
}
