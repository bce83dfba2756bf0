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

/** More settings than these make no name. */
const FEW_SETTINGS = 3

/** @param by paths of settings; null keeps every run on its own. Runs of different names are never averaged. */
export function groupsOf(members: Member[], by: string[] | null, shortNames: Map<string, string>): Group[] {
  const runNames = new Set(members.map(({ run }) => run.name))
  const groups = new Map<string, Group>()
  for (const member of members) {
    const values = (by ?? []).map((path): [string, string] => [path, settingText(member.settings.get(path))])
    const key = JSON.stringify(by === null ? member.run.id : [member.run.name, values])
    const group = groups.get(key)
    if (group) group.members.push(member)
    else groups.set(key, { key, label: '', members: [member] })
  }
  const all = [...groups.values()]
  for (const group of all) {
    const own = by === null ? single(group) : by.length > 0 && by.length <= FEW_SETTINGS ? settingsOf(group, by, shortNames) : named(group)
    group.label = [own, runNames.size > 1 ? (group.members[0]?.run.name ?? '') : ''].filter((part) => part !== '').join(', ')
  }
  return distinct(all)
}

function single({ members: [member] }: Group): string {
  return member ? `${shortened(member.experiment.name)} #${member.experiment.id}, seed ${member.experiment.seed}` : ''
}

function settingsOf({ members: [member] }: Group, by: string[], shortNames: Map<string, string>): string {
  return by.map((path) => `${shortNames.get(path) ?? path} ${shortened(settingText(member?.settings.get(path)))}`).join(', ')
}

/** By the names of its experiments. */
function named({ members }: Group): string {
  const names = [...new Set(members.map(({ experiment }) => experiment.name))]
  const first = shortened(names[0] ?? '')
  return names.length > 1 ? `${first} and ${names.length - 1} more` : first
}

/** Groups of the same name get the number of their first experiment. */
function distinct(groups: Group[]): Group[] {
  const seen = new Map<string, number>()
  for (const { label } of groups) seen.set(label, (seen.get(label) ?? 0) + 1)
  return groups.map((group) => ((seen.get(group.label) ?? 0) > 1 ? { ...group, label: `${group.label} (as #${group.members[0]?.experiment.id})` } : group))
}

/** How many seeds a mean is over; runs that share one are said. */
export function seedsOf(members: Member[]): string {
  const seeds = new Set(members.map(({ experiment }) => experiment.seed)).size
  const said = seeds === 1 ? '1 seed' : `${seeds} seeds`
  return seeds === members.length ? said : `${members.length} runs, ${said}`
}
