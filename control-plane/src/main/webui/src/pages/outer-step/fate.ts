import type { OuterStep } from '../../api/types'
import { signed } from '../../lib/format'

/** What the gate said, in words. */
export function gate(step: OuterStep): string {
  if (step.promoted == null) return 'not decided yet'
  if (step.movingAverage == null) return `closed: the window of the moving average is not full (mean reward ${signed(step.meanReward ?? null, 4)})`
  const average = `moving average ${signed(step.movingAverage, 4)}`
  const [decides, also] = step.lowerBound == null ? [average, ''] : [`lower bound ${signed(step.lowerBound, 4)}`, ` (${average})`]
  return `${step.promoted ? 'open' : 'closed'}: ${decides} ${step.promoted ? '>' : '≤'} tau ${step.tau}${also}`
}

/** The last known step whose baseline is the student that this step promoted, and the step that replaced it. */
export function after(step: OuterStep, steps: OuterStep[]): { until: number | null; next: number | null } {
  const later = steps.filter(({ outerStep }) => outerStep > step.outerStep).sort((a, b) => a.outerStep - b.outerStep)
  const next = later.find(({ promoted }) => promoted)?.outerStep ?? null
  return { until: next ?? later.at(-1)?.outerStep ?? null, next }
}
