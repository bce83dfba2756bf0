import type { components } from '../api/openapi'
import type { Experiment, State, Summary } from '../api/types'
import { overSeeds, type Estimate } from './curves'
import { isFinal, isTakenOver, latestRuns } from './state'

/** The tags by which ops/cairn study finds its experiments again. */
const STUDY = 'study'
const VARIANT = 'variant'
const SETTINGS = 'settings'

/** Experiments that belong to any study, archived ones as well. */
export const ANY_STUDY = 'tags.study >= "" && (archived || !archived)'

/** The experiments of one study, archived ones as well. */
export const studyFilter = (name: string) => `tags.study == ${JSON.stringify(name)} && (archived || !archived)`

export const studyPath = (name: string) => `/studies/${encodeURIComponent(name)}`

type Line = components['schemas']['ExperimentLine']

/** A study in the list of studies. */
export interface Listed {
  name: string
  variants: number
  seeds: number
  /** Of the newest experiment of each cell. */
  states: [State, number][]
  cells: number
  ended: number
  newest: string
  owners: string[]
}

/** The studies of experiments, the one with the newest experiment first. */
export function listed(lines: Line[]): Listed[] {
  const studies = new Map<string, Line[]>()
  for (const line of lines) {
    const name = line.tags[STUDY]
    if (name !== undefined) studies.set(name, [...(studies.get(name) ?? []), line])
  }
  return [...studies]
    .map(([name, of]) => {
      const cells = newestOfCells(of)
      const states = new Map<State, number>()
      for (const { state } of cells) states.set(state, (states.get(state) ?? 0) + 1)
      return {
        name,
        variants: new Set(cells.map(keyOf)).size,
        seeds: new Set(cells.map(({ seed }) => seed)).size,
        states: [...states],
        cells: cells.length,
        ended: cells.filter(({ state }) => isFinal(state)).length,
        newest: of.map(({ createdAt }) => createdAt).reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b)),
        owners: [...new Set(of.map(({ owner }) => owner))].sort(),
      }
    })
    .sort((a, b) => Date.parse(b.newest) - Date.parse(a.newest))
}

type Tagged = Pick<Experiment, 'id' | 'seed' | 'tags'>

const variantOf = ({ tags }: Pick<Tagged, 'tags'>) => tags[VARIANT] ?? ''

/** Experiments with other settings make another variant, even if it has the same name. */
const keyOf = ({ tags }: Pick<Tagged, 'tags'>) => JSON.stringify([variantOf({ tags }), tags[SETTINGS] ?? ''])

function newestOfCells<T extends Tagged>(experiments: T[]): T[] {
  const cells = new Map<string, T>()
  for (const each of [...experiments].sort((a, b) => a.id - b.id)) cells.set(`${keyOf(each)} ${each.seed}`, each)
  return [...cells.values()]
}

/** A variant with the newest experiment of each of its seeds, which is the one that counts. */
export interface Variant {
  key: string
  label: string
  bySeed: Map<number, Experiment>
}

export interface Study {
  /** In the order in which they were first queued. */
  variants: Variant[]
  seeds: number[]
  /** The experiments that count. */
  experiments: Experiment[]
  /** Older experiments of the same cells. */
  replaced: Experiment[]
}

export function studyOf(all: Experiment[]): Study {
  const experiments = newestOfCells(all)
  const variants = new Map<string, Variant>()
  for (const each of [...all].sort((a, b) => a.id - b.id)) {
    const key = keyOf(each)
    if (!variants.has(key)) variants.set(key, { key, label: variantOf(each) || 'no variant', bySeed: new Map() })
  }
  for (const each of experiments) variants.get(keyOf(each))?.bySeed.set(each.seed, each)
  const found = [...variants.values()]
  const labels = found.map(({ label }) => label)
  for (const variant of found) {
    const [first] = variant.bySeed.values()
    if (labels.filter((label) => label === variant.label).length > 1) variant.label = `${variant.label} (settings as in #${first?.id})`
  }
  return { variants: found, seeds: [...new Set(experiments.map(({ seed }) => seed))].sort((a, b) => a - b), experiments, replaced: all.filter((each) => !experiments.includes(each)) }
}

/** The newest SOAR run of an experiment, if it trained a teacher itself. */
export function ownSoarRun({ runs }: Experiment) {
  const soar = latestRuns(runs).find(({ kind }) => kind === 'soar')
  return soar && !isTakenOver(soar, runs) ? soar : undefined
}

/** A policy of a variant over its seeds. */
export interface Row {
  key: string
  variant: Variant
  policy: string
  /** pass@k by k and seed. */
  byK: Map<string, Map<number, number>>
  /** Optimizer steps of each seed, and those of them that changed the weights. */
  steps: number[]
  applied: number[]
}

/** The results of experiments that have ended, as in the table of ops/cairn study. */
export function rowsOf({ variants }: Study, summaries: Map<number, Summary>): Row[] {
  const policies = new Set([...summaries.values()].flatMap((summary) => summary.policies.map(({ name }) => name)))
  return variants.flatMap((variant) => {
    const ended = [...variant.bySeed].filter(([, { state }]) => isFinal(state)).sort(([a], [b]) => a - b)
    return [...policies].flatMap((policy) => {
      const row: Row = { key: `${variant.key} ${policy}`, variant, policy, byK: new Map(), steps: [], applied: [] }
      for (const [seed, { id }] of ended) {
        const result = summaries.get(id)?.policies.find(({ name }) => name === policy)
        if (!result) continue
        row.steps.push(result.steps)
        row.applied.push(result.optimizerSteps)
        for (const [k, score] of Object.entries(result.passAtK)) row.byK.set(k, new Map(row.byK.get(k)).set(seed, score))
      }
      return row.steps.length > 0 ? [row] : []
    })
  })
}

/** All k of the rows, ascending. */
export const ksOf = (rows: Row[]) => [...new Set(rows.flatMap(({ byK }) => [...byK.keys()]))].sort((a, b) => Number(a) - Number(b))

export const estimateOf = ({ byK }: Row, k: string) => overSeeds([...(byK.get(k)?.values() ?? [])])

/** A row minus another one on the seeds that both have. */
export interface Difference {
  row: Row
  reference: Row
  estimate: Estimate
}

/** What is never compared with a policy that has trained. */
const PLAINEST = 'base'

/** What rows differ in from a policy of their own variant, or of the first one that has it; and from themselves in the first variant. */
export function differencesOf({ variants: [first] }: Study, rows: Row[], reference: string, k: string): Difference[] {
  return rows.flatMap((row) => {
    const having = rows.filter(({ policy }) => policy === reference)
    const plain = row.policy === reference || row.policy === PLAINEST ? undefined : (having.find(({ variant }) => variant === row.variant) ?? having[0])
    const before = row.variant === first ? undefined : rows.find((other) => other.policy === row.policy && other.variant === first)
    return [plain, before].filter((other) => other !== undefined).flatMap((other) => {
      const theirs = other.byK.get(k)
      const gains = [...(row.byK.get(k) ?? [])].flatMap(([seed, score]) => {
        const before = theirs?.get(seed)
        return before === undefined ? [] : [score - before]
      })
      const estimate = overSeeds(gains)
      return estimate ? [{ row, reference: other, estimate }] : []
    })
  })
}

/** Policies from which the others are usually told apart, the best known first. */
const USUAL = ['hard-only', 'base']

export function usualReference(rows: Row[]): string {
  const policies = rows.map(({ policy }) => policy)
  return USUAL.find((name) => policies.includes(name)) ?? policies[0] ?? ''
}
