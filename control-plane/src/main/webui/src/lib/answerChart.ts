import type { QueryAnswer } from '../api/types'

export type ChartKind = 'line' | 'bar' | 'points'

/** Which columns of an answer are drawn, by their places. */
export interface ChartChoice {
  kind: ChartKind
  x: number
  y: number[]
  /** The column whose values tell series apart. */
  series: number | null
}

export interface Series {
  name: string
  /** [x, y]; x is a number, a time in milliseconds, or a category. */
  points: [x: number | string, y: number | null][]
}

export type AxisKind = 'value' | 'time' | 'category'

const NUMERIC = /^(int[248]|float[48]|numeric|oid)$/
const TIME = /^(timestamptz?|date)$/
/** More series than these cannot be told apart; the rest is left out, and that is said. */
export const MOST_SERIES = 40

type Columns = QueryAnswer['columns']

export const isNumeric = (columns: Columns, i: number) => NUMERIC.test(columns[i]?.type ?? '')

export function axisOf(columns: Columns, x: number, kind: ChartKind): AxisKind {
  if (kind === 'bar') return 'category'
  if (isNumeric(columns, x)) return 'value'
  return TIME.test(columns[x]?.type ?? '') ? 'time' : 'category'
}

const STEP = /step|position|index|^x$|^k$/
const KEY = /_id$/

/** The chart that is likely meant: over a step if there is one, else over a time, else over names; one series for each run. */
export function likelyChart(columns: Columns): ChartChoice | null {
  const all = columns.map((_, i) => i)
  const name = (i: number) => columns[i]?.name ?? ''
  const numbers = all.filter((i) => isNumeric(columns, i))
  const step = numbers.find((i) => STEP.test(name(i)))
  const time = all.find((i) => TIME.test(columns[i]?.type ?? ''))
  const x = step ?? time ?? all.find((i) => !numbers.includes(i)) ?? numbers[0]
  const y = numbers.find((i) => i !== x && !KEY.test(name(i)) && !STEP.test(name(i))) ?? numbers.find((i) => i !== x)
  if (x === undefined || y === undefined) return null
  const series = step === undefined ? undefined : all.find((i) => KEY.test(name(i)) && name(i) !== 'problem_id')
  const kind = axisOf(columns, x, 'line') === 'category' ? 'bar' : 'line'
  return { kind, x, y: [y], series: series ?? null }
}

function place(value: unknown, axis: AxisKind): number | string | null {
  if (axis === 'category') return value === null || value === undefined ? 'NULL' : typeof value === 'string' ? value : JSON.stringify(value)
  const number = axis === 'time' ? Date.parse(String(value)) : Number(value)
  return value === null || !Number.isFinite(number) ? null : number
}

function height(value: unknown): number | null {
  const number = Number(value)
  return value === null || value === undefined || !Number.isFinite(number) ? null : number
}

/** The points of each series, ascending by x where x has an order. */
export function seriesOf({ columns, rows }: Pick<QueryAnswer, 'columns' | 'rows'>, { kind, x, y, series }: ChartChoice): Series[] {
  const axis = axisOf(columns, x, kind)
  const found = new Map<string, Series>()
  for (const row of rows) {
    const at = place(row[x], axis)
    if (at === null) continue
    for (const column of y) {
      const value = series === null ? '' : String(place(row[series], 'category'))
      const figure = columns[column]?.name ?? ''
      const name = series === null ? figure : y.length > 1 ? `${value}, ${figure}` : value
      const one = found.get(name) ?? { name, points: [] }
      one.points.push([at, height(row[column])])
      found.set(name, one)
    }
  }
  const all = [...found.values()]
  if (axis !== 'category') for (const { points } of all) points.sort(([a], [b]) => Number(a) - Number(b))
  return all
}

/** Categories in the order of the rows. */
export function categoriesOf(series: Series[]): string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(([x]) => String(x))))]
}
