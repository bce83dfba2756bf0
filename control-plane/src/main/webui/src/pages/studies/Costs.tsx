import { Button, Text } from '@mantine/core'
import { useMemo } from 'react'
import { api } from '../../api/client'
import type { components } from '../../api/openapi'
import type { Experiment } from '../../api/types'
import { count, duration, NONE, percent } from '../../lib/format'
import { isFinal } from '../../lib/state'
import { ownSoarRun, type Study, type Variant } from '../../lib/studies'
import { Async } from '../../ui/Async'
import { DataTable, type Column } from '../../ui/DataTable'
import { Section } from '../../ui/Section'
import { useAll } from '../../ui/useAll'
import { useSearchParam } from '../../ui/useSearchParam'

type ExperimentCost = components['schemas']['ExperimentCost']

/** What a SOAR run has used, with its retries and restarts. */
interface Spent {
  rollouts: number
  tokens: number
  seconds: number
}

/** Whether it has ended and its own SOAR run has succeeded. */
const hasOwn = (experiment: Experiment) => isFinal(experiment.state) && ownSoarRun(experiment)?.state === 'succeeded'

/** What the SOAR runs of each variant have used, compared with the first one; it is read when the reader asks. */
export function Costs({ study }: { study: Study }) {
  const [shown, show] = useSearchParam('cost')
  if (!study.experiments.some(hasOwn)) return null
  return (
    <Section
      title="Cost of the SOAR runs"
      actions={
        <Button size="xs" variant="default" aria-expanded={shown !== null} aria-label={`${shown === null ? 'Show' : 'Hide'} the cost of the SOAR runs`} onClick={() => show(shown === null ? '1' : null)}>
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
  const query = useAll<ExperimentCost>(own.map(({ id }) => api.queryOptions('get', '/api/v1/experiments/{id}/cost', { params: { path: { id } } })))
  return (
    <Async query={query} what="the costs">
      {(costs) => <ByVariant variants={variants} spent={new Map(own.flatMap(({ id }, i) => spentBy(id, costs[i])))} />}
    </Async>
  )
}

/** What the SOAR runs of an experiment have used, by its number. */
function spentBy(id: number, cost: ExperimentCost | undefined): [number, Spent][] {
  const used = cost?.runs.filter(({ name }) => name === 'soar').map((run) => run.used) ?? []
  return used.length === 0 ? [] : [[id, { rollouts: sum(used, 'rollouts'), tokens: sum(used, 'tokens'), seconds: sum(used, 'seconds') }]]
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
  const columns = useMemo(() => columnsOf(variants[0]?.label ?? ''), [variants])
  return <DataTable label="Cost of the SOAR runs by variant" columns={columns} rows={rows} rowKey={({ variant }) => variant.key} />
}

const mean = ({ spent }: CostRow, of: keyof Spent) => sum([...spent.values()], of) / spent.size

const columnsOf = (first: string): Column<CostRow>[] => [
  { id: 'variant', header: 'Variant', rowHeader: true, cell: ({ variant }) => variant.label, sortValue: ({ variant }) => variant.label },
  { id: 'rollouts', header: 'Completions per run', numeric: true, cell: (row) => count(Math.round(mean(row, 'rollouts'))), sortValue: (row) => mean(row, 'rollouts') },
  { id: 'share', header: `Of ${first}`, hint: 'Completions, on the seeds that both have', numeric: true, cell: ({ share }) => (share === null ? NONE : percent(share, 0)), sortValue: ({ share }) => share },
  { id: 'tokens', header: 'Tokens per run', numeric: true, cell: (row) => count(Math.round(mean(row, 'tokens'))), sortValue: (row) => mean(row, 'tokens') },
  { id: 'time', header: 'Time per run', numeric: true, cell: (row) => duration(1000 * mean(row, 'seconds')), sortValue: (row) => mean(row, 'seconds') },
  { id: 'seeds', header: 'Seeds', numeric: true, cell: ({ spent }) => spent.size, sortValue: ({ spent }) => spent.size },
]
