import type { CompletionContext, CompletionSource } from '@codemirror/autocomplete'
import type { SQLNamespace } from '@codemirror/lang-sql'
import type { HistoryView } from '../../api/types'
import { mentioned } from '../../lib/sql'

/** Views and columns as the editor completes them, after a dot and by themselves. */
export function namespace(views: HistoryView[]): SQLNamespace {
  const all: Record<string, SQLNamespace> = Object.fromEntries(
    views.map(({ name, comment, columns }) => [
      name,
      {
        self: { label: name, type: 'class', info: comment },
        children: columns.map((column) => ({ label: column.name, type: 'property', detail: column.type, info: column.comment })),
      },
    ]),
  )
  return { ...all, history: { self: { label: 'history', type: 'namespace' }, children: all } }
}

/** The columns of the views that the query mentions, without the view's name before them. */
export function columnCompletions(views: HistoryView[]): CompletionSource {
  const byName = new Map(views.map((view) => [view.name, view]))
  const names = new Set(byName.keys())
  return (context: CompletionContext) => {
    const word = context.matchBefore(/[\w.:]*/)
    if (!word || (word.text === '' && !context.explicit) || /[.:]/.test(word.text)) return null
    const columns = mentioned(context.state.doc.toString(), names).flatMap((name) => byName.get(name)?.columns ?? [])
    const options = [...new Map(columns.map((column) => [column.name, column])).values()]
    return {
      from: word.from,
      options: options.map(({ name, type, comment }) => ({ label: name, type: 'property', detail: type, info: comment, boost: 1 })),
      validFor: /^\w*$/,
    }
  }
}
