/** All settings of a spec by their paths, as in --set. */
export function flatSettings(spec: unknown, prefix = ''): Map<string, unknown> {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return new Map([[prefix, spec ?? null]])
  const flat = new Map<string, unknown>()
  for (const [key, value] of Object.entries(spec)) {
    for (const [path, leaf] of flatSettings(value, prefix === '' ? key : `${prefix}.${key}`)) flat.set(path, leaf)
  }
  return flat
}

/** A setting as text that is equal exactly if the values are. */
export function settingText(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value ?? null)
}

/** Told apart by the page itself: the name, and the seed, over which groups are averaged. */
const ITS_OWN = new Set(['name', 'seed'])

/** The paths in which specs differ, in the order of the settings, without name and seed. */
export function differingPaths(specs: Map<string, unknown>[]): string[] {
  const paths = new Set(specs.flatMap((spec) => [...spec.keys()]))
  return [...paths].filter(
    (path) => !ITS_OWN.has(path) && new Set(specs.map((spec) => settingText(spec.get(path)))).size > 1,
  )
}

/** Settings that change where and when a run is computed, not what it computes; they do not split groups by default. */
const ABOUT_THE_MACHINE = /^(execution|queue|budget)\./

/** What experiments are grouped by unless the reader chooses: every setting that differs and may change results. */
export function usualGroups(paths: string[]): string[] {
  return paths.filter((path) => !ABOUT_THE_MACHINE.test(path))
}

/** The last parts of paths, as few as tell them apart. */
export function shortPaths(paths: string[]): Map<string, string> {
  const short = (path: string, parts: number) => path.split('.').slice(-parts).join('.')
  return new Map(
    paths.map((path) => {
      for (let parts = 1; ; parts++) {
        const name = short(path, parts)
        if (name === path || paths.every((other) => other === path || short(other, parts) !== name)) return [path, name]
      }
    }),
  )
}
