import type { OuterStep } from '../api/types'

/** The moving average as one curve whose gaps are points without a value. */
export function averageCurve(steps: OuterStep[]): [x: number, y: number | null][] {
  const curve: [number, number | null][] = []
  for (const step of [...steps].sort((a, b) => a.outerStep - b.outerStep)) {
    curve.push([step.outerStep, step.movingAverage ?? null])
    if (step.promoted) curve.push([step.outerStep + 0.5, null])
  }
  return curve
}

/** What the chart shows, in words. */
export function describe(steps: OuterStep[]): string {
  const decided = steps.filter((s) => s.meanReward != null)
  const last = [...decided].sort((a, b) => b.outerStep - a.outerStep)[0]
  const promoted = decided.filter((s) => s.promoted).map((s) => s.outerStep)
  if (!last) return 'No outer step has been decided yet.'
  const average = last.movingAverage == null ? 'needs more steps' : last.movingAverage.toFixed(4)
  const at = promoted.length === 0 ? 'No promotion.' : `Promotions at steps ${promoted.join(', ')}.`
  return `Mean reward and its moving average over ${decided.length} outer steps. Moving average at step ${last.outerStep}: ${average}${last.tau == null ? '.' : `; tau ${last.tau}. ${at}`}`
}
