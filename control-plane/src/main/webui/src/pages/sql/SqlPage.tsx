import { Button, Grid, Group, Loader, Select, Stack, Text } from '@mantine/core'
import type { Diagnostic } from '@codemirror/lint'
import { IconPlayerPlay } from '@tabler/icons-react'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { api } from '../../api/client'
import { ApiError } from '../../api/errors'
import { lazily } from '../../lib/lazily'
import { parameterNames, typedOf, typedParameters, UNTYPED } from '../../lib/sql'
import { CodeEditor } from '../../ui/code/CodeEditor'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { useMe, useRole } from '../../ui/useRole'
import { useSearchParam, useSetSearchParams } from '../../ui/useSearchParam'
import { columnCompletions, namespace } from './completion'
import { Exports } from './Exports'
import { Parameters } from './Parameters'
import { QueryError } from './QueryError'
import { SaveQuery } from './SaveQuery'
import { Side } from './Side'
import { parametersOf, useAsk, type Question } from './useAsk'
import { useDraft, type Draft } from './useDraft'

const Answer = lazily(async () => ({ default: (await import('./Answer')).Answer }))

const LIMITS = ['100', '1000', '5000', '20000']

/** SQL over the views of history: an editor with completion, its answer as a table or a chart, and queries to start from. */
export default function SqlPage() {
  const { draft, linked, setDraft, setSql, setTyped, remember } = useDraft()
  const [limit, setLimit] = useSearchParam('limit')
  const [savedId, setSavedId] = useSearchParam('saved')
  const setParams = useSetSearchParams()
  const { ask, cancel, cancelled } = useAsk()
  const [exportError, setExportError] = useState<Error | null>(null)
  const [edited, setEdited] = useState(false)
  const me = useMe()
  const mayWrite = useRole('operator')
  const isAdmin = useRole('admin')
  const views = api.useQuery('get', '/api/v1/history/views', {}, { staleTime: Infinity })
  const saved = api.useQuery('get', '/api/v1/history/saved-queries', {}, { enabled: savedId !== null })
  const loaded = saved.data?.items.find(({ id }) => String(id) === savedId) ?? null
  const schema = useMemo(() => namespace(views.data?.items ?? []), [views.data])
  const completions = useMemo(() => columnCompletions(views.data?.items ?? []), [views.data])
  const names = parameterNames(draft.sql)
  const { wrong } = parametersOf(draft)
  const rows = LIMITS.find((known) => known === limit) ?? '1000'

  const start = (given: Draft, explain: boolean) => {
    setExportError(null)
    setEdited(false)
    remember(given)
    const question: Question = { ...given, limit: Number(rows), explain }
    ask.mutate(question)
  }
  const run = () => {
    if (wrong.length === 0 && draft.sql.trim() !== '') start(draft, false)
  }
  const latest = useRef(run)
  latest.current = run
  const runLatest = useCallback(() => latest.current(), [])

  // A link of the console runs at once: its reader asked for these numbers, and queries only read. An address from
  // elsewhere is shown and waits for the reader: anyone can send one, and a slow query takes one of few places.
  const { key, state } = useLocation()
  const asked = useRef<string | null>(null)
  const isFromConsole = (state as { run?: boolean } | null)?.run === true
  useEffect(() => {
    if (!isFromConsole || asked.current === key || draft.sql !== linked) return
    asked.current = key
    runLatest()
  }, [isFromConsole, key, draft.sql, linked, runLatest])

  // ?saved=7 without ?sql= shows that query.
  const shownSaved = useRef<number | null>(null)
  useEffect(() => {
    if (!loaded || shownSaved.current === loaded.id) return
    shownSaved.current = loaded.id
    if (linked === null) setDraft({ sql: loaded.sql, typed: typedParameters(loaded.parameters) })
  }, [loaded, linked, setDraft])

  const show = (next: Draft, id: number | null = null) => {
    shownSaved.current = id
    setDraft(next)
    setParams({ saved: id === null ? null : String(id), sql: null, values: null, kind: null, x: null, y: null, series: null })
    ask.reset()
    setExportError(null)
  }
  const error = cancelled ? null : (ask.error ?? exportError)
  const diagnostics = useMemo(() => (edited ? [] : markOf(error, draft.sql)), [error, edited, draft.sql])
  return (
    <Page
      title="SQL"
      tab={loaded ? `${loaded.name}, SQL` : 'SQL'}
      lead={`One SELECT over the views of history. ${isAdmin ? 'As an admin you see all experiments.' : 'You see your own experiments and shared ones.'} Parameters are written :name.`}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Section
            title={loaded ? `Query: ${loaded.name}` : 'Query'}
            actions={
              <Select
                aria-label="Most rows to show"
                size="xs"
                w={180}
                allowDeselect={false}
                data={LIMITS.map((value) => ({ value, label: `at most ${Number(value).toLocaleString('en')} rows` }))}
                value={rows}
                onChange={(value) => setLimit(value === '1000' ? null : value)}
              />
            }
          >
            <CodeEditor
              language="sql"
              label="SQL query"
              height="330px"
              value={draft.sql}
              onChange={(sql) => {
                setEdited(true)
                setSql(sql)
              }}
              schema={schema}
              completions={completions}
              diagnostics={diagnostics}
              onRun={runLatest}
            />
            <Text size="xs" c="dimmed">
              Ctrl+Enter runs, Ctrl+Space completes; Escape, then Tab leaves the editor.
            </Text>
            <Parameters names={names} typed={draft.typed} onChange={setTyped} />
            <Group gap="xs" align="flex-end">
              <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} disabled={ask.isPending || wrong.length > 0 || draft.sql.trim() === ''} onClick={run}>
                Run
              </Button>
              <Button variant="default" disabled={!ask.isPending} onClick={cancel}>
                Cancel
              </Button>
              <Button variant="default" disabled={ask.isPending || wrong.length > 0} onClick={() => start(draft, true)}>
                Explain
              </Button>
              {mayWrite && <SaveQuery draft={draft} loaded={loaded && (isAdmin || loaded.owner === me.data?.name) ? loaded : null} onSaved={({ id }) => { shownSaved.current = id; setSavedId(String(id)) }} />}
              <Exports draft={draft} failed={setExportError} />
            </Group>
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 3, md: 2 }}>
          <Side
            saved={savedId === null ? null : Number(savedId)}
            onText={(sql) => show({ sql, typed: {} })}
            onSaved={(query) => show({ sql: query.sql, typed: typedParameters(query.parameters) }, query.id)}
            onCookbook={({ sql, parameters }) => show({ sql, typed: Object.fromEntries(parameters.map(({ name, example, type }) => [name, { type: type === 'bigint' ? 'integer' : 'text', text: example }])) })}
            onRecent={({ sql, parameters }) => show({ sql, typed: Object.fromEntries(Object.entries((parameters ?? {}) as Record<string, unknown>).map(([name, value]) => [name, value === null ? UNTYPED : typedOf(value)])) })}
            onDeleted={(id) => String(id) === savedId && setSavedId(null)}
          />
        </Grid.Col>
        <Grid.Col span={12} order={{ base: 2, md: 3 }}>
          <Stack gap="md" aria-live="polite">
            {ask.isPending && (
              <Group gap="xs" role="status">
                <Loader size="xs" aria-hidden />
                <Text size="sm">The query is running…</Text>
              </Group>
            )}
            {cancelled && (
              <Text size="sm" role="status">
                The query was cancelled.
              </Text>
            )}
            {error && <QueryError error={error} />}
            {ask.isSuccess && (
              <Suspense>
                <Answer answer={ask.data} question={ask.variables} />
              </Suspense>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

/** The word at which PostgreSQL found a mistake. */
function markOf(error: unknown, sql: string): Diagnostic[] {
  if (!(error instanceof ApiError) || error.problem.position == null) return []
  const from = Math.min(Math.max(0, error.problem.position - 1), sql.length)
  const word = /^\w+/.exec(sql.slice(from))?.[0].length ?? 1
  return [{ from, to: Math.min(sql.length, from + word), severity: 'error', message: error.message }]
}
