import type { components } from '../../api/openapi'
import { quoted } from './filter'

type Names = components['schemas']['ListedNames']
type Counts = components['schemas']['ExperimentCounts']

export interface Option {
  /** What is written in place of the part before the caret. */
  text: string
  hint: string
}

export interface Completion {
  /** Where the replaced part begins. */
  from: number
  options: Option[]
}

const MOST = 40
const NAME = /[A-Za-z][A-Za-z0-9_.]*$/
const COMPARED = /([A-Za-z][A-Za-z0-9_.]*(?:\["[^"]*"\])?)\s*(==|!=|<=|>=|<|>|in\s*\[(?:[^\]]*,)?)\s*("?[^"\s\]]*)$/
const AFTER_FIELD = /([A-Za-z][A-Za-z0-9_.]*(?:\["[^"]*"\])?)\s+$/
const AFTER_VALUE = /(?:"|\d|\]|\)|true|false|null)\s+$/

const OPERATORS: Record<string, string[]> = {
  text: ['==', '!=', 'in [', '<', '>'],
  word: ['==', '!=', 'in ['],
  number: ['==', '!=', '<', '<=', '>', '>='],
  time: ['>=', '<', '==', '!='],
  flag: ['== true', '== false'],
}

function kindOf(field: string, names: Names): string {
  if (field.startsWith('tags')) return 'text'
  if (field.startsWith('metrics')) return 'number'
  return names.fields.find(({ name }) => name === field)?.kind ?? ''
}

function valuesOf(field: string, names: Names, counts: Counts | undefined): Option[] {
  const known = names.fields.find(({ name }) => name === field)
  const counted = (all: { value: string; count: number }[] | undefined) =>
    (all ?? []).map(({ value, count }) => ({ text: quoted(value), hint: String(count) }))
  if (field === 'preset') return counted(counts?.presets)
  if (field === 'owner') return counted(counts?.owners)
  if (field === 'state') {
    const byState = new Map(counts?.states.map(({ value, count }) => [value, count]))
    return (known?.values ?? []).map((value) => ({ text: quoted(value), hint: String(byState.get(value) ?? 0) }))
  }
  if (field.startsWith('tags')) {
    const key = /^tags\.(.+)$/.exec(field)?.[1] ?? /^tags\["(.*)"\]$/.exec(field)?.[1]
    return counted(counts?.tags.filter((tag) => tag.key === key))
  }
  if (known?.kind === 'time') {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    return [{ text: quoted(day), hint: 'a day' }]
  }
  return (known?.values ?? []).map((value) => ({ text: quoted(value), hint: '' }))
}

function fieldOptions(names: Names, counts: Counts | undefined): Option[] {
  const keys = [...new Set(counts?.tags.map(({ key }) => key))]
  return [
    ...names.fields.filter(({ name }) => !name.startsWith('spec.')).map(({ name, kind }) => ({ text: name, hint: kind })),
    ...keys.map((key) => ({ text: /^[A-Za-z]\w*$/.test(key) ? `tags.${key}` : `tags[${quoted(key)}]`, hint: 'tag' })),
    ...names.metrics.map((name) => ({ text: `metrics[${quoted(name)}]`, hint: 'last value' })),
    ...names.fields.filter(({ name }) => name.startsWith('spec.')).map(({ name, kind }) => ({ text: name, hint: `setting, ${kind}` })),
  ]
}

/** Names that begin like this come first, then those that contain it. */
function matching(options: Option[], typed: string): Option[] {
  const wanted = typed.toLowerCase()
  const starts = options.filter(({ text }) => text.toLowerCase().startsWith(wanted))
  const contains = options.filter(({ text }) => !text.toLowerCase().startsWith(wanted) && text.toLowerCase().includes(wanted))
  return [...starts, ...contains].filter(({ text }) => text !== typed).slice(0, MOST)
}

/** What can be written at the caret. */
export function complete(text: string, caret: number, names: Names | undefined, counts: Counts | undefined): Completion {
  const before = text.slice(0, caret)
  if (!names) return { from: caret, options: [] }
  const compared = COMPARED.exec(before)
  if (compared) {
    const typed = compared[3] ?? ''
    const field = compared[1] ?? ''
    const options = valuesOf(field, names, counts)
    return { from: caret - typed.length, options: matching(options, typed) }
  }
  if (AFTER_VALUE.test(before)) {
    return { from: caret, options: [{ text: '&& ', hint: 'and' }, { text: '|| ', hint: 'or' }] }
  }
  const field = AFTER_FIELD.exec(before)?.[1]
  const kind = field === undefined ? '' : kindOf(field, names)
  if (kind !== '') return { from: caret, options: (OPERATORS[kind] ?? []).map((operator) => ({ text: `${operator} `, hint: '' })) }
  const typed = NAME.exec(before)?.[0] ?? ''
  return { from: caret - typed.length, options: matching(fieldOptions(names, counts), typed) }
}
