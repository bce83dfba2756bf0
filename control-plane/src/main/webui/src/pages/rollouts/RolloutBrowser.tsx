import { Alert, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { Run } from '../../api/types'
import { Async, Empty } from '../../ui/Async'
import { FILTER_NAMES, parsePlace, queryOf, type RolloutQuery } from './filters'
import { RolloutDetail } from './RolloutDetail'
import { RolloutFilters } from './RolloutFilters'
import { RolloutList } from './RolloutList'
import classes from './rollouts.module.css'
import { useRolloutPages } from './useRolloutPages'

/** Filters, what they find, and the completion chosen from it; on a phone one after the other. */
export function RolloutBrowser({ run }: { run: Run }) {
  const [params, setParams] = useSearchParams()
  const policies = api.useQuery('get', '/api/v1/runs/{id}/policies', { params: { path: { id: run.id }, query: { limit: 1000 } } })
  const change = (changes: Record<string, string | null>, replace = true) => setParams((old) => changed(old, changes), { replace })
  const clear = () => change(Object.fromEntries([...FILTER_NAMES, 'at'].map((name) => [name, null])))
  const query = queryOf(params)
  const narrow = useMediaQuery('(max-width: 62em)') ?? false
  const place = parsePlace(params.get('at') ?? '')
  const shows = place !== null
  const raw = params.get('maths') === 'raw'
  return (
    <>
      {!(narrow && shows) && (
        <>
          <RolloutFilters
            params={params}
            set={(name, value) => change({ [name]: value, at: null })}
            clear={clear}
            policies={(policies.data?.items ?? []).map(({ policy }) => policy)}
          />
          <KeptTexts run={run} searches={query.text !== undefined} />
        </>
      )}
      <div className={classes.panes}>
        {!(narrow && shows) && (
          <Found
            key={JSON.stringify([run.id, query])}
            run={run}
            query={query}
            chosen={params.get('at')}
            onChoose={(at) => change({ at }, !narrow)}
          />
        )}
        {place ? (
          <RolloutDetail
            key={params.get('at')}
            run={run}
            place={place}
            raw={raw}
            onRaw={(now) => change({ maths: now ? 'raw' : null })}
            {...(narrow ? { onBack: () => change({ at: null }) } : {})}
          />
        ) : (
          !narrow && <Empty title="No completion chosen">Choose one from the list, by a click or with the arrow keys.</Empty>
        )}
      </div>
    </>
  )
}

function changed(old: URLSearchParams, changes: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(old)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return next
}

interface FoundProps {
  run: Run
  query: RolloutQuery
  chosen: string | null
  onChoose: (place: string) => void
}

function Found({ run, query, chosen, onChoose }: FoundProps) {
  const pages = useRolloutPages(run.id, query)
  const filtered = Object.keys(query).length > 0
  const none = pages.count === 0 && !pages.more && !pages.searching
  return (
    <Async query={pages.state} what="the rollouts" rows={10}>
      {() =>
        none ? (
          <Empty title={filtered ? 'No rollout matches' : 'This run has no rollouts yet'}>
            <Text size="sm">{filtered ? `All ${pages.progress?.total ?? 0} rollouts that could match were searched.` : 'They appear with the first finished unit.'}</Text>
          </Empty>
        ) : (
          <RolloutList pages={pages} chosen={chosen} onChoose={onChoose} search={query.text ?? null} />
        )
      }
    </Async>
  )
}

/** Says which texts are missing, where some are. */
function KeptTexts({ run, searches }: { run: Run; searches: boolean }) {
  const experiment = api.useQuery('get', '/api/v1/experiments/{id}', { params: { path: { id: run.experimentId } } })
  const kept = useMemo(() => {
    const spec = experiment.data?.spec as { execution?: { rolloutText?: string } } | undefined
    return spec?.execution?.rolloutText ?? 'ALL'
  }, [experiment.data])
  if (kept === 'ALL') return null
  return (
    <Alert variant="light" color="gray" p="xs">
      {kept === 'NONE' ? 'This experiment keeps no texts (execution.rolloutText).' : 'This experiment keeps the texts of the teacher and of one in sixteen of the others (execution.rolloutText).'}
      {searches && ' The search finds only texts that are kept.'}
    </Alert>
  )
}
