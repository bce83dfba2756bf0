import { chosenOver, ENTRIES, overOf } from '../../lib/metricCurves'

/** As many as one request takes. */
export const MOST = 100

/** The numbers of a list in the address. */
export function numbers(list: string | null): number[] {
  return [...new Set((list ?? '').split(',').filter((part) => /^\d+$/.test(part)).map(Number).filter(Number.isSafeInteger))].slice(0, MOST)
}

/** The filter that finds runs by their numbers, archived ones as well. */
export const runsFilter = (ids: number[]) => `id in [${ids.join(', ')}] && (archived || !archived)`

/** What a comparison needs first: its runs with the curves that the address names, or else its experiments. */
export function firstCompared(search: URLSearchParams): string[] {
  const runs = numbers(search.get('runs'))
  if (runs.length > 0) {
    const found = new URLSearchParams({ filter: runsFilter(runs), limit: String(MOST) })
    const [name = ''] = (search.get('metric') ?? '').split(',')
    const points = [
      ...runs.sort((a, b) => a - b).map((run) => ['run', String(run)]),
      ['name', name],
      ['over', overOf(name, chosenOver(search.get('over')))],
      ['maxPoints', String(ENTRIES)],
    ]
    return [`/api/v1/runs?${found.toString()}`, ...(name === '' ? [] : [`/api/v1/metrics/curves?${new URLSearchParams(points).toString()}`])]
  }
  const experiments = numbers(search.get('experiments'))
  return experiments.length > 0 ? [`/api/v1/experiments:read?${experiments.map((id) => `id=${id}`).join('&')}`] : []
}
