import { Alert, Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconDownload } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { api } from '../../api/client'
import { sentence } from '../../lib/format'
import { asText, chosen, LOG_LEVELS, LOG_SOURCES } from '../../lib/log'
import { isFinal } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Empty, Problem } from '../../ui/Async'
import { Page } from '../../ui/Page'
import { save } from '../../ui/save'
import { useSearchParam, useSetSearchParams } from '../../ui/useSearchParam'
import { NotFoundPage } from '../NotFoundPage'
import { LogFilters } from './LogFilters'
import { LogLines } from './LogLines'
import { useLog, wholeLog, type LogFilter } from './useLog'

function useFilter(): LogFilter {
  const [source] = useSearchParam('source')
  const [level] = useSearchParam('level')
  const [text] = useSearchParam('text')
  return { source: chosen(source, LOG_SOURCES, 'control-plane'), level: chosen(level, LOG_LEVELS, 'debug'), text }
}

/** An id is a whole number; nothing else is sent to the server. */
export default function LogsPage() {
  const { id = '' } = useParams()
  return /^[1-9]\d{0,14}$/.test(id) ? <Logs key={id} id={Number(id)} /> : <NotFoundPage />
}

/** What was written about one run: by its control plane, its engine and its worker. */
function Logs({ id }: { id: number }) {
  const filter = useFilter()
  const set = useSetSearchParams()
  const [follow] = useSearchParam('follow')
  const run = api.useQuery('get', '/api/v1/runs/{id}', { params: { path: { id } } })
  const active = run.data !== undefined && !isFinal(run.data.state)
  useLive(active)
  const following = active && follow !== 'off'
  const { pages, entries, older, note, behind } = useLog(id, filter, following)
  const download = useMutation({
    mutationFn: async () => save(`run-${id}-${filter.source}.log`, new Blob([asText(await wholeLog(id, filter))], { type: 'text/plain' })),
  })
  const name = run.data ? `${run.data.name} #${id}` : `#${id}`
  return (
    <Page
      title={`Logs of run ${name}`}
      above={[
        ['Experiments', '/experiments'],
        ...(run.data ? ([[run.data.experimentName, `/experiments/${run.data.experimentId}`]] as [string, string][]) : []),
        [`Run ${name}`, `/runs/${id}`],
      ]}
      actions={
        <Button variant="default" size="xs" leftSection={<IconDownload size={14} aria-hidden />} loading={download.isPending} disabled={entries.length === 0} onClick={() => download.mutate()}>
          Download
        </Button>
      }
    >
      <LogFilters filter={filter} set={set} active={active} following={following} />
      <Problem error={download.error} />
      {behind && (
        <Alert color="yellow" role="status" title="Not up to date">
          The newest lines could not be read. It is tried again every two seconds.
        </Alert>
      )}
      <Async query={pages} what="the log">
        {() =>
          entries.length === 0 && !pages.hasNextPage ? (
            <Empty title="No lines">{note ? sentence(note) : 'No line matches the level and the text.'}</Empty>
          ) : (
            <>
              {note && <Alert color="gray" variant="light">{sentence(note)}</Alert>}
              <LogLines
                key={`${filter.source} ${filter.level} ${filter.text}`}
                entries={entries}
                older={older}
                following={following}
                loadOlder={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
                loading={pages.isFetchingNextPage}
              />
            </>
          )
        }
      </Async>
    </Page>
  )
}
