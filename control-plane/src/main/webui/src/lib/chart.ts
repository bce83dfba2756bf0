import type { OuterStep } from '../api/types'

export interface Box {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export interface Scale {
  (value: number): number
}

export function linear(from: [number, number], to: [number, number]): Scale {
  const [low, high] = from
  const span = high - low || 1
  return (value) => to[0] + ((value - low) / span) * (to[1] - to[0])
}

/** Round values (1, 2 or 5 times a power of ten) that cover a range in about the given number of steps. */
export function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low || 1) / about
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** From the lowest to the highest of rewards, average, tau and zero, with a margin. */
export function valueRange(steps: OuterStep[]): [number, number] {
  const values = [0]
  for (const step of steps) {
    for (const value of [step.meanReward, step.movingAverage, step.tau]) if (value != null) values.push(value)
  }
  const low = Math.min(...values)
  const high = Math.max(...values)
  const air = Math.max(0.1 * (high - low), 0.005)
  return [low - air, high + air]
}

export interface Point {
  t: number
  value: number
}

/** The moving average as lines, with gaps until its window is full; a promotion empties the window. */
export function averageLines(steps: OuterStep[]): Point[][] {
  const lines: Point[][] = []
  let line: Point[] = []
  const end = () => {
    if (line.length > 0) lines.push(line)
    line = []
  }
  for (const step of [...steps].sort((a, b) => a.outerStep - b.outerStep)) {
    if (step.movingAverage == null) end()
    else line.push({ t: step.outerStep, value: step.movingAverage })
    if (step.promoted) end()
  }
  end()
  return lines
}

/** The moving average as one curve whose gaps are points without a value. */
export function averageCurve(steps: OuterStep[]): [x: number, y: number | null][] {
  const curve: [number, number | null][] = []
  for (const step of [...steps].sort((a, b) => a.outerStep - b.outerStep)) {
    curve.push([step.outerStep, step.movingAverage ?? null])
    if (step.promoted) curve.push([step.outerStep + 0.5, null])
  }
  return curve
}

export function path(points: Point[], x: Scale, y: Scale): string {
  return points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.t).toFixed(1)} ${y(p.value).toFixed(1)}`).join(' ')
}

/** What the chart shows, in words. */
export function describe(steps: OuterStep[]): string {
  const decided = steps.filter((s) => s.meanReward != null)
  const last = [...decided].sort((a, b) => b.outerStep - a.outerStep)[0]
  const promoted = decided.filter((s) => s.promoted).map((s) => s.outerStep)
  if (!last) return 'No outer step has been decided yet.'
  const average = last.movingAverage == null ? 'needs more steps' : last.movingAverage.toFixed(4)
  const at = promoted.length === 0 ? 'No promotion.' : `Promotions at steps ${promoted.join(', ')}.`
  return `Mean reward and its moving average over ${decided.length} outer steps. Moving average at step ${last.outerStep}: ${average}; tau ${last.tau ?? 'unknown'}. ${at}`
}
