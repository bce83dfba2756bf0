import { Link } from 'react-router'
import { useLive } from '../../api/live'
import { useExperiments } from '../../api/queries'
import type { State } from '../../api/types'
import { submitCommand } from '../../lib/command'
import { atWork } from '../../lib/state'
import { Freshness } from '../../ui/Freshness'
import { Empty, Failure, Loading } from '../../ui/states'
import { useTitle } from '../../ui/useTitle'
import { useSearchParam } from '../../ui/useSearchParam'
import { ExperimentsTable } from './ExperimentsTable'
import { StateFilter } from './StateFilter'

function Nothing() {
  return (
    <Empty title="No experiments yet">
      <p>To queue a small example that shows promotions within minutes, run this in Cairn&apos;s folder:</p>
      <pre>{submitCommand(location.origin)}</pre>
    </Empty>
  )
}

export function ExperimentsPage() {
  useTitle('Experiments')
  const [cursor, setCursor] = useSearchParam('cursor')
  const [filter, setFilter] = useSearchParam('state')
  const [archived] = useSearchParam('archived')
  const shelf = archived === null ? 'current' : 'archived'
  const { data, error, isPending, isError, refetch, dataUpdatedAt } = useExperiments(shelf, cursor)
  const watched = atWork(data?.items ?? [])
  const status = useLive(watched ? String(watched.id) : null)

  if (isPending) return <Loading what="the experiments" />
  if (!data) return <Failure level="h1" what="Could not load the experiments" error={error} retry={() => void refetch()} />
  const shown = data.items.filter((e) => filter === null || e.state === filter)

  return (
    <>
      <div className="title">
        <h1>{shelf === 'current' ? 'Experiments' : 'Archived experiments'}</h1>
        <Freshness status={status} updatedAt={dataUpdatedAt} failed={isError} />
        {shelf === 'current' ? (
          <Link to="/experiments?archived=yes">Archived experiments</Link>
        ) : (
          <Link to="/experiments">Current experiments</Link>
        )}
      </div>
      {data.items.length === 0 && cursor === null && shelf === 'current' ? (
        <Nothing />
      ) : (
        <>
          <StateFilter items={data.items} selected={filter as State | null} onSelect={setFilter} />
          {data.items.length === 0 ? (
            <Empty title="No experiment is archived">
              <p>Experiments that have ended can be archived on their page.</p>
            </Empty>
          ) : shown.length === 0 ? (
            <Empty title={`No ${filter ?? ''} experiments on this page`}>
              <button type="button" onClick={() => setFilter(null)}>
                Show all
              </button>
            </Empty>
          ) : (
            <ExperimentsTable experiments={shown} />
          )}
          <nav className="pages" aria-label="Pages">
            {cursor !== null && <Link to={shelf === 'current' ? '/experiments' : '/experiments?archived=yes'}>Newest</Link>}
            {data.next && (
              <button type="button" onClick={() => setCursor(data.next ?? null)}>
                Older
              </button>
            )}
          </nav>
        </>
      )}
    </>
  )
}
