import { useMemo } from 'react'
import { api } from '../../api/client'
import { UNCHANGED, type Draft, type Start } from './draft'
import { flatten, settingsOf, type Setting } from './settings'

/** What a draft starts from. */
export interface Base {
  settings: Setting[]
  /** Every setting's value. */
  values: Record<string, unknown>
  /** What the start is called. */
  name: string
  /** The draft before any change. */
  fresh: Draft
}

const LASTING = { staleTime: Infinity }

/** A copy is not a cell of the study that its original belongs to. */
export function withoutStudy(tags: Record<string, string>): Record<string, string> {
  const { study, variant: _, settings: __, ...others } = tags
  return study === undefined ? tags : others
}

/** Reads the schema, and the settings of the start. */
export function useBase(start: Start) {
  const schema = api.useQuery('get', '/api/v1/spec-schema', {}, LASTING)
  const preset = api.useQuery('get', '/api/v1/presets/{name}', { params: { path: { name: start.kind === 'preset' ? start.preset : '' } } }, { ...LASTING, enabled: start.kind === 'preset' })
  const experiment = api.useQuery('get', '/api/v1/experiments/{id}', { params: { path: { id: start.kind === 'experiment' ? start.id : 0 } } }, { ...LASTING, enabled: start.kind === 'experiment' })
  const settings = useMemo(() => (schema.data === undefined ? null : settingsOf(schema.data)), [schema.data])
  const base = useMemo((): Base | undefined => {
    if (settings === null) return undefined
    const defaults = Object.fromEntries(settings.map((one) => [one.path, one.default]))
    switch (start.kind) {
      case 'defaults':
        return { settings, values: defaults, name: 'the defaults', fresh: UNCHANGED }
      case 'preset':
        return preset.data && { settings, values: { ...defaults, ...flatten(preset.data.settings) }, name: start.preset, fresh: UNCHANGED }
      case 'experiment': {
        if (!experiment.data) return undefined
        const { spec, tags, retention, name, id } = experiment.data
        const rules = Object.fromEntries(Object.entries(retention).filter(([, rule]) => rule != null))
        return { settings, values: { ...defaults, ...flatten(spec) }, name: `${name} #${id}`, fresh: { set: {}, tags: withoutStudy(tags), retention: rules } }
      }
    }
  }, [settings, start, preset.data, experiment.data])
  const failed = [schema, preset, experiment].find((query) => query.isError)
  return {
    data: base,
    error: failed?.error ?? null,
    isError: failed !== undefined,
    refetch: () => void [schema, preset, experiment].filter((query) => query.isError).forEach((query) => void query.refetch()),
    dataUpdatedAt: schema.dataUpdatedAt,
  }
}
