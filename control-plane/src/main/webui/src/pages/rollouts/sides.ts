import type { OuterStep, Run } from '../../api/types'
import { evaluated, METHODS } from '../../lib/methods'
import { runLabel } from '../../lib/state'
import { unitLabel } from './unitLabel'

/** One side of the comparison: a run, or one of its units. */
export interface Side {
  run: number
  unit: string | null
}

/** '12' is a run, '12/t/3/baseline' a unit of it, 't/3/baseline' a unit of the page's run. */
export function parseSide(text: string | null, run: number): Side | null {
  if (!text) return null
  const found = /^(\d+)(?:\/(.+))?$/.exec(text)
  return found ? { run: Number(found[1]), unit: found[2] ?? null } : { run, unit: text }
}

export const sideText = ({ run, unit }: Side) => (unit === null ? String(run) : `${run}/${unit}`)

/** Which policy answered there, in words. */
export function sideLabel(side: Side, run: Run | undefined): string {
  if (!run) return `run ${sideText(side)}`
  if (run.kind === 'evaluate') return `${METHODS[evaluated(run.name)]?.title ?? 'Policy'}, ${runLabel(run)}`
  if (run.kind === 'screen') return `Base model, ${runLabel(run)}`
  if (side.unit?.endsWith('/baseline')) return `Baseline of ${unitLabel(side.unit).replace(', baseline', '')}`
  if (side.unit?.includes('/learnability/') || side.unit?.endsWith('/alignment')) return `Untrained student, ${unitLabel(side.unit)}`
  return side.unit ? `Student of ${unitLabel(side.unit)}` : runLabel(run)
}

/** The sides that the runs of an experiment offer: evaluations, screenings, and baseline and students of an outer step. */
export function sidesOf(runs: Run[], step: { run: number; outerStep: number; students: number[]; rewardKind: OuterStep['rewardKind'] } | null): Side[] {
  const whole = runs.filter(({ kind }) => kind === 'evaluate' || kind === 'screen').map(({ id }) => ({ run: id, unit: null }))
  if (!step) return whole
  const t = `t/${step.outerStep}`
  const { students } = step
  if (step.rewardKind === 'ALIGNMENT') return [{ run: step.run, unit: `${t}/alignment` }, ...whole]
  if (step.rewardKind === 'LEARNABILITY') return [...students.map((_, set) => ({ run: step.run, unit: `${t}/learnability/${set}` })), ...whole]
  const units = [`${t}/baseline`]
  students.forEach((count, set) => {
    for (let repeat = 0; repeat < count; repeat++) units.push(`${t}/trial/${set}/${repeat}`)
  })
  return [...units.map((unit) => ({ run: step.run, unit })), ...whole]
}
