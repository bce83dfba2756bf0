import type { Experiment, Run } from '../api/types'
import { settingText } from './differences'

/** A run that is compared, with its experiment. */
export interface Member {
  experiment: Experiment
  run: Run
  /** The settings of its experiment by path. */
  settings: Map<string, unknown>
}

/** Runs that are averaged, since they agree in the chosen settings. */
export interface Group {
  key: string
  label: string
  members: Member[]
}

/** The kinds of run that have series. */
const MEASURED = new Set(['soar', 'train'])

/** The newest runs of an experiment that have series. */
export function measuredRuns({ runs }: Experiment): Run[] {
  const newest = new Map<string, Run>()
  for (const run of runs) {
    if (MEASURED.has(run.kind) && run.generation >= (newest.get(run.name)?.generation ?? 0)) newest.set(run.name, run)
  }
  return [...newest.values()]
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** @param by paths of settings; null keeps every run on its own. Runs of different names are never averaged. */
export function groupsOf(members: Member[], by: string[] | null, shortNames: Map<string, string>): Group[] {
  const runNames = new Set(members.map(({ run }) => run.name))
  const groups = new Map<string, Group>()
  for (const member of members) {
    const { experiment, run, settings } = member
    const values = (by ?? []).map((path): [string, string] => [path, settingText(settings.get(path))])
    const key = JSON.stringify(by === null ? run.id : [run.name, values])
    const group = groups.get(key)
    if (group) {
      group.members.push(member)
      continue
    }
    const own = by === null ? `${shortened(experiment.name)} #${experiment.id}, seed ${experiment.seed}` : ''
    const shared = values.map(([path, value]) => `${shortNames.get(path) ?? path} ${shortened(value)}`).join(', ')
    const parts = [own, shared, runNames.size > 1 ? run.name : ''].filter((part) => part !== '')
    groups.set(key, { key, label: parts.join(', '), members: [member] })
  }
  for (const group of groups.values()) {
    if (group.label !== '') continue
    const names = [...new Set(group.members.map(({ experiment }) => experiment.name))]
    group.label = names.length === 1 ? shortened(names[0] ?? '') : 'all runs'
  }
  return [...groups.values()]
}

/** How many seeds a mean is over; runs that share one are said. */
export function seedsOf(members: Member[]): string {
  const seeds = new Set(members.map(({ experiment }) => experiment.seed)).size
  const said = seeds === 1 ? '1 seed' : `${seeds} seeds`
  return seeds === members.length ? said : `${members.length} runs, ${said}`
}
