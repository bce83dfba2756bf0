import type { MetricCurve } from '../api/types'

/** What a band around the mean of several runs shows. */
export type Spread = 'sd' | 'range' | 'none'

export interface Line {
  /** [x, mean of the runs]. */
  points: [x: number, y: number][]
  /** [x, low, high], where at least two runs have a value. */
  band: [x: number, low: number, high: number][]
}

/**
 * An exponential moving average without the bias of its start, as in TensorBoard: 0 leaves the values as they are, 0.9
 * averages over about ten.
 */
export function smooth(values: number[], weight: number): number[] {
  if (weight <= 0) return values
  let sum = 0
  let norm = 0
  return values.map((value) => {
    sum = weight * sum + (1 - weight) * value
    norm = weight * norm + (1 - weight)
    return sum / norm
  })
}

/** The curves of a group of runs as one line with a band over the runs. Each is smoothed first. */
export function groupLine(curves: MetricCurve[], weight: number, spread: Spread): Line {
  const values = new Map<number, number[]>()
  for (const { at, mean } of curves) {
    smooth(mean, weight).forEach((value, i) => {
      const x = at[i] ?? 0
      const here = values.get(x)
      if (here) here.push(value)
      else values.set(x, [value])
    })
  }
  const line: Line = { points: [], band: [] }
  for (const [x, here] of [...values].sort(([a], [b]) => a - b)) {
    const mean = here.reduce((sum, value) => sum + value, 0) / here.length
    line.points.push([x, mean])
    if (here.length > 1 && spread !== 'none') line.band.push([x, ...edges(here, mean, spread)])
  }
  return line
}

/** With a gap wherever whole numbers are missing: the moving average has no value until its window is full. */
export function withGaps(points: Line['points']): [x: number, y: number | null][] {
  return points.flatMap(([x, y], i): [number, number | null][] => {
    const before = points[i - 1]?.[0]
    return before !== undefined && x - before > 1 ? [[x - 1, null], [x, y]] : [[x, y]]
  })
}

function edges(values: number[], mean: number, spread: 'sd' | 'range'): [number, number] {
  if (spread === 'range') return [Math.min(...values), Math.max(...values)]
  const sd = standardDeviation(values, mean)
  return [mean - sd, mean + sd]
}

/** Of a sample: divided by n - 1. */
export function standardDeviation(values: number[], mean: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

/** The curve of one run with the lowest and highest of each entry's points, if entries have several. */
export function pointRange({ at, low, high, counts }: MetricCurve): Line['band'] {
  if (counts.every((count) => count === 1)) return []
  return at.map((x, i) => [x, low[i] ?? 0, high[i] ?? 0])
}

/** Student's t for a two-sided interval of 95 % by degrees of freedom, from 1; beyond the table the normal value is near enough. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042]

export interface Estimate {
  mean: number
  /** Absent if there is one value: nothing can be said about others. */
  interval: [low: number, high: number] | null
  /** Of the sample; absent if there is one value. */
  sd: number | null
  n: number
}

/** The mean over seeds with its interval of 95 % (Student's t). */
export function overSeeds(values: number[]): Estimate | null {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length === 1) return { mean, interval: null, sd: null, n: 1 }
  const t = T95[values.length - 2] ?? 1.96
  const sd = standardDeviation(values, mean)
  const half = (t * sd) / Math.sqrt(values.length)
  return { mean, interval: [mean - half, mean + half], sd, n: values.length }
}
