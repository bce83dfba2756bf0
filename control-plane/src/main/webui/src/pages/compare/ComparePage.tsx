import { Alert, Button, Text } from '@mantine/core'
import type { QueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useSearchParams } from 'react-router'
import type { Place } from '../../app/routes'
import { count } from '../../lib/format'
import { lazily } from '../../lib/lazily'
import { isFinal } from '../../lib/state'
import { useLive } from '../../live/useLive'
import { Async, Empty, Loading } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { useSearchParam } from '../../ui/useSearchParam'
import { MOST } from './asked'
import { ExperimentPicker } from './ExperimentPicker'
import { prepareComparison, useComparison } from './useComparison'

const Compared = lazily(async () => ({ default: (await import('./Compared')).Compared }))

export async function prepare(cache: QueryClient, { search }: Place) {
  if (search.has('runs') || search.has('experiments')) await Promise.all([Compared.load(), prepareComparison(cache, search)])
}

/** Runs of any experiments side by side. Everything that is chosen is in the address. */
export default function ComparePage() {
  const { chosen, nothing, query } = useComparison()
  const [picking, setPicking] = useSearchParam('pick')
  const [, setParams] = useSearchParams()
  const live = useLive(query.data?.experiments.some(({ state }) => !isFinal(state)) ?? false)
  const choose = (ids: number[]) =>
    setParams((old) => {
      const next = new URLSearchParams(old)
      next.delete('runs')
      if (ids.length > 0) next.set('experiments', ids.join(','))
      else next.delete('experiments')
      if (nothing) next.set('pick', '1')
      return next
    })
  const open = nothing || picking !== null || query.data?.experiments.length === 0
  return (
    <Page
      title="Compare"
      lead="Curves, settings and results of experiments side by side, with bands over seeds. The address holds what you see."
      freshness={<Freshness status={live} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
      actions={
        !nothing && (
          <Button size="xs" variant="default" aria-expanded={open} onClick={() => setPicking(open ? null : '1')}>
            {open ? 'Hide the search' : 'Add or remove experiments'}
          </Button>
        )
      }
    >
      {open && (
        <Section title="Choose experiments">
          <ExperimentPicker chosen={chosen} onChange={choose} />
        </Section>
      )}
      {!nothing && (
        <Async query={query} what="the experiments" rows={8}>
          {(comparison) => (
            <>
              <Missing missing={comparison.missing} leaveOut={() => choose(comparison.experiments.map(({ id }) => id))} />
              {comparison.left > 0 && <Text size="sm">{count(comparison.left)} more runs are left out: at most {MOST} are compared at once.</Text>}
              {comparison.experiments.length > 0 ? (
                <Suspense fallback={<Loading what="the comparison" rows={8} />}>
                  <Compared comparison={comparison} choose={choose} />
                </Suspense>
              ) : (
                comparison.missing.length === 0 && <Empty title="These runs do not exist">They may have been deleted. Search for others above.</Empty>
              )}
            </>
          )}
        </Async>
      )}
    </Page>
  )
}

/** An address may name experiments that have been deleted since. */
function Missing({ missing, leaveOut }: { missing: number[]; leaveOut: () => void }) {
  if (missing.length === 0) return null
  return (
    <Alert role="status" color="yellow" variant="light" title={missing.length === 1 ? `Experiment ${missing[0]} does not exist` : `Experiments ${missing.join(', ')} do not exist`}>
      <Button size="xs" variant="default" onClick={leaveOut}>
        Leave {missing.length === 1 ? 'it' : 'them'} out
      </Button>
    </Alert>
  )
}
