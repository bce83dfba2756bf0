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
  const { data, error, isPending, isError, refetch, dataUpdatedAt } = useExperiments(cursor)
  const watched = atWork(data?.items ?? [])
  const status = useLive(watched ? String(watched.id) : null)

  if (isPending) return <Loading what="the experiments" />
  if (!data) return <Failure level="h1" what="Could not load the experiments" error={error} retry={() => void refetch()} />
  const shown = data.items.filter((e) => filter === null || e.state === filter)

  return (
    <>
      <div className="title">
        <h1>Experiments</h1>
        <Freshness status={status} updatedAt={dataUpdatedAt} failed={isError} />
      </div>
      {data.items.length === 0 && cursor === null ? (
        <Nothing />
      ) : (
        <>
          <StateFilter items={data.items} selected={filter as State | null} onSelect={setFilter} />
          {shown.length === 0 ? (
            <Empty title={`No ${filter ?? ''} experiments on this page`}>
              <button type="button" onClick={() => setFilter(null)}>
                Show all
              </button>
            </Empty>
          ) : (
            <ExperimentsTable experiments={shown} />
          )}
          <nav className="pages" aria-label="Pages">
            {cursor !== null && <Link to="/experiments">Newest</Link>}
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
