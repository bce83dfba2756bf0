import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import { DOCUMENT_KEYS, RETENTION_KINDS } from './draft'
import { cursorAt, type Cursor } from './jsonText'
import { allowed, shown, type Setting } from './settings'

const TOP: Record<string, string> = {
  preset: 'the preset that it starts from',
  spec: 'settings that differ from the start, in groups',
  set: 'settings by their dotted names',
  name: 'shown in lists',
  seed: 'every random draw of every run derives from it',
  tags: 'your own labels',
  retention: 'what is kept after the experiment has ended',
}

const explained = (setting: Setting) =>
  [setting.symbol && `Symbol ${setting.symbol}.`, `${setting.meaning}.`, allowed(setting) && `Allowed: ${allowed(setting)}.`, setting.unit && `Counts ${setting.unit}.`, `Default: ${shown(setting.default).slice(0, 80) || 'none'}.`]
    .filter(Boolean)
    .join(' ')

/** The settings and groups directly in a group. */
function names(settings: Setting[], group: string, values: Record<string, unknown>): Completion[] {
  const prefix = group === '' ? '' : `${group}.`
  const seen = new Map<string, Completion>()
  for (const setting of settings) {
    if (!setting.path.startsWith(prefix)) continue
    const [name = '', ...rest] = setting.path.slice(prefix.length).split('.')
    if (rest.length > 0) {
      if (!seen.has(name)) seen.set(name, { label: `"${name}"`, type: 'namespace', detail: 'group', apply: `"${name}": {}` })
    } else {
      const value = JSON.stringify(values[setting.path] ?? null)
      seen.set(name, { label: `"${name}"`, type: 'property', detail: setting.symbol ?? setting.unit ?? '', info: explained(setting), apply: `"${name}": ${value}` })
    }
  }
  return [...seen.values()]
}

function wordsOf(setting: Setting): Completion[] {
  if (setting.kind === 'flag') return ['true', 'false'].map((label) => ({ label, type: 'constant' }))
  if (setting.kind === 'choice') return setting.choices.map(({ value, meaning }) => ({ label: `"${value}"`, type: 'enum', ...(meaning ? { info: meaning } : {}) }))
  const preset = JSON.stringify(setting.default)
  return preset.length > 80 ? [] : [{ label: preset, type: 'constant', detail: 'default', info: explained(setting) }]
}

/** What may be written at a place of the document. */
export function optionsAt({ path, expects }: Cursor, settings: Setting[], values: Record<string, unknown>): Completion[] {
  const [top = '', ...rest] = path.split('.')
  const inside = rest.join('.')
  if (expects === 'name') {
    if (path === '') return DOCUMENT_KEYS.map((key) => ({ label: `"${key}"`, type: 'keyword', info: TOP[key] ?? '', apply: `"${key}": ${key === 'preset' || key === 'name' ? '""' : key === 'seed' ? '1' : '{}'}` }))
    if (top === 'spec') return names(settings, inside, values)
    if (path === 'set') return settings.map((one) => ({ label: `"${one.path}"`, type: 'property', info: explained(one), apply: `"${one.path}": ${JSON.stringify(values[one.path] ?? null)}` }))
    if (path === 'retention') return RETENTION_KINDS.map((kind) => ({ label: `"${kind}"`, type: 'property', apply: `"${kind}": {"keep": "ALL", "afterDays": 0}` }))
    return []
  }
  const setting = settings.find((one) => one.path === (top === 'spec' || top === 'set' ? inside : path))
  if (setting) return wordsOf(setting)
  return path.endsWith('.keep') ? ['ALL', 'SAMPLED', 'PROMOTED', 'NONE'].map((word) => ({ label: `"${word}"`, type: 'enum' })) : []
}

/** Completion in the editor. */
export function completions(settings: Setting[], values: Record<string, unknown>): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString()
    const cursor = cursorAt(text, context.pos)
    if (cursor === null || (!context.explicit && cursor.from === context.pos)) return null
    const options = optionsAt(cursor, settings, values)
    if (options.length === 0) return null
    // The editor closes quotes by itself; the closing one is replaced too.
    const to = text[context.pos] === '"' ? context.pos + 1 : context.pos
    return { from: cursor.from, to, options }
  }
}
