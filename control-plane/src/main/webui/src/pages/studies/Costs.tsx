import { Button, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../api/client'
import type { Experiment } from '../../api/types'
import { count, duration, NONE, percent } from '../../lib/format'
import { latestRuns } from '../../lib/state'
import type { Study, Variant } from '../../lib/studies'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { useSearchParam } from '../../ui/useSearchParam'

/** What a SOAR run has used, with its retries and restarts. */
interface Spent {
  rollouts: number
  tokens: number
  seconds: number
}

/** Whether its SOAR run has succeeded here: not one that was taken over, which cost this experiment nothing. */
const hasOwn = ({ runs }: Experiment) => latestRuns(runs).some(({ kind, state }) => kind === 'soar' && state === 'succeeded')

/** What the SOAR runs of each variant have used, compared with the first one; it is read when the reader asks. */
export function Costs({ study }: { study: Study }) {
  const [shown, show] = useSearchParam('cost')
  if (!study.experiments.some(hasOwn)) return null
  return (
    <Section
      title="Cost of the SOAR runs"
      actions={
        <Button size="xs" variant="default" aria-expanded={shown !== null} onClick={() => show(shown === null ? '1' : null)}>
          {shown === null ? 'Show' : 'Hide'}
        </Button>
      }
    >
      <Text size="sm" maw="90ch">
        Completions of teacher and students, their tokens and the time at work of SOAR runs that succeeded: means over seeds, with retries and restarts.
      </Text>
      {shown !== null && <Table study={study} />}
    </Section>
  )
}

function Table({ study: { variants, experiments } }: { study: Study }) {
  const own = experiments.filter(hasOwn)
  const read = useQueries({ queries: own.map(({ id }) => api.queryOptions('get', '/api/v1/experiments/{id}/cost', { params: { path: { id } } })) })
  const failed = read.find(({ isError }) => isError)
  const complete = read.every(({ data }) => data !== undefined)
  const spent = new Map<number, Spent>()
  own.forEach(({ id }, i) => {
    const used = read[i]?.data?.runs.filter(({ name }) => name === 'soar').map((run) => run.used) ?? []
    if (used.length > 0) spent.set(id, { rollouts: sum(used, 'rollouts'), tokens: sum(used, 'tokens'), seconds: sum(used, 'seconds') })
  })
  const query = {
    data: complete ? spent : undefined,
    error: failed?.error,
    isError: failed !== undefined,
    dataUpdatedAt: Math.max(0, ...read.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    refetch: () => Promise.all(read.map(({ refetch }) => refetch())),
  }
  return (
    <Async query={query} what="the costs">
      {(found) => <ByVariant variants={variants} spent={found} />}
    </Async>
  )
}

const sum = (used: Spent[], of: keyof Spent) => used.reduce((total, each) => total + each[of], 0)

interface CostRow {
  variant: Variant
  /** By seed. */
  spent: Map<number, Spent>
  /** Completions in shares of the first variant's, on the seeds of both. */
  share: number | null
}

function ByVariant({ variants, spent }: { variants: Variant[]; spent: Map<number, Spent> }) {
  const rows = useMemo<CostRow[]>(() => {
    const of = ({ bySeed }: Variant) => new Map([...bySeed].flatMap(([seed, { id }]) => (spent.has(id) ? [[seed, spent.get(id)!] as const] : [])))
    const first = variants[0] ? of(variants[0]) : new Map<number, Spent>()
    return variants.flatMap((variant) => {
      const here = of(variant)
      const both = [...here].filter(([seed]) => first.has(seed))
      const before = both.reduce((total, [seed]) => total + (first.get(seed)?.rollouts ?? 0), 0)
      const after = both.reduce((total, [, { rollouts }]) => total + rollouts, 0)
      return here.size === 0 ? [] : [{ variant, spent: here, share: before === 0 ? null : after / before }]
    })
  }, [variants, spent])
  return <DataTable label="Cost of the SOAR runs by variant" columns={COLUMNS} rows={rows} rowKey={({ variant }) => variant.key} />
}

const mean = ({ spent }: CostRow, of: keyof Spent) => sum([...spent.values()], of) / spent.size

const COLUMNS: Column<CostRow>[] = [
  { id: 'variant', header: 'Variant', rowHeader: true, cell: ({ variant }) => variant.label, sortValue: ({ variant }) => variant.label },
  { id: 'rollouts', header: 'Completions per run', numeric: true, cell: (row) => count(Math.round(mean(row, 'rollouts'))), sortValue: (row) => mean(row, 'rollouts') },
  { id: 'share', header: 'Of the first variant’s', hint: 'On the seeds that both have', numeric: true, cell: ({ share }) => (share === null ? NONE : percent(share, 0)), sortValue: ({ share }) => share },
  { id: 'tokens', header: 'Tokens per run', numeric: true, cell: (row) => count(Math.round(mean(row, 'tokens'))), sortValue: (row) => mean(row, 'tokens') },
  { id: 'time', header: 'Time per run', numeric: true, cell: (row) => duration(1000 * mean(row, 'seconds')), sortValue: (row) => mean(row, 'seconds') },
  { id: 'seeds', header: 'Seeds', numeric: true, cell: ({ spent }) => spent.size, sortValue: ({ spent }) => spent.size },
]
