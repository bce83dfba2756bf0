import { useRef, useState } from 'react'
import { ApiError, api, type Download } from '../../api/client'
import { useAsk, useHistoryViews, useMe, useRecentQueries, useSavedQueries } from '../../api/queries'
import { parameterNames, parameterValues } from '../../lib/sql'
import { sentence } from '../../lib/format'
import { useTitle } from '../../ui/useTitle'
import { KnownQueries } from './KnownQueries'
import { ResultTable } from './ResultTable'
import { SaveQuery } from './SaveQuery'
import { Views } from './Views'

const ROWS = 500
const EXAMPLE = 'select * from history.experiments'

function QueryError({ error }: { error: Error }) {
  const problem = error instanceof ApiError ? error.problem : {}
  return (
    <section className="failure" role="alert">
      <h2>{error instanceof ApiError ? error.title : 'Something went wrong'}</h2>
      <p>{sentence(error.message)}</p>
      {problem.position != null && (
        <p>
          At character {problem.position}, line {problem.line}.
        </p>
      )}
      {problem.hint && <p>Hint: {problem.hint}</p>}
    </section>
  )
}

/** Saves an answer as a file of the browser. */
async function save(download: Download, body: object, failed: (error: Error) => void) {
  try {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await api.download(download, body))
    link.download = `history.${download}`
    link.click()
    URL.revokeObjectURL(link.href)
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)))
  }
}

/** A text box for SQL over history, with its answer as a table. */
export function SqlPage() {
  useTitle('SQL')
  const [sql, setSql] = useState(EXAMPLE)
  const [values, setValues] = useState<Record<string, string>>({})
  const [unsaved, setUnsaved] = useState<Error | null>(null)
  const running = useRef<AbortController | null>(null)
  const ask = useAsk()
  const saved = useSavedQueries()
  const recent = useRecentQueries()
  const views = useHistoryViews()
  const me = useMe()
  const names = parameterNames(sql)
  const body = (limit?: number) => ({ sql, parameters: parameterValues(names, values), ...(limit ? { limit } : {}) })

  function run() {
    setUnsaved(null)
    running.current = new AbortController()
    ask.mutate({ body: body(ROWS), signal: running.current.signal })
  }

  const stopped = ask.error instanceof DOMException && ask.error.name === 'AbortError'
  return (
    <>
      <h1>SQL</h1>
      <p className="quiet">
        One SELECT over the views below. {me.data?.role === 'admin' ? 'As an admin you see all experiments.' : 'You see your own experiments and shared ones.'}{' '}
        Parameters are written :name.
      </p>
      <form
        className="sql"
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <label htmlFor="sql">Query</label>
        <textarea id="sql" rows={8} spellCheck={false} value={sql} onChange={(event) => setSql(event.target.value)} />
        {names.map((name) => (
          <label key={name}>
            :{name}{' '}
            <input
              value={values[name] ?? ''}
              placeholder="JSON or text"
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </label>
        ))}
        <div className="actions">
          <button type="submit" disabled={ask.isPending}>
            Run
          </button>
          <button type="button" disabled={!ask.isPending} onClick={() => running.current?.abort()}>
            Cancel
          </button>
          <button type="button" onClick={() => void save('csv', body(), setUnsaved)}>
            Download CSV
          </button>
          <button type="button" onClick={() => void save('ndjson', body(), setUnsaved)}>
            Download NDJSON
          </button>
        </div>
      </form>
      {ask.isPending && <p role="status">The query runs…</p>}
      {stopped && <p role="status">The query was cancelled.</p>}
      {ask.error && !stopped && <QueryError error={ask.error} />}
      {unsaved && <QueryError error={unsaved} />}
      {ask.data && !ask.isPending && !ask.error && <ResultTable answer={ask.data} />}
      <SaveQuery sql={sql} values={parameterValues(names, values)} />
      <KnownQueries saved={saved.data?.items ?? []} recent={recent.data?.items ?? []} choose={setSql} />
      <Views views={views.data?.items ?? []} />
    </>
  )
}
