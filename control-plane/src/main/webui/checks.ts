import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'

/** What a page may load before it shows itself, compressed as the server does it. Charts, formulas, editors and dialogs come later. */
const MOST_BYTES = 250_000

const compressed = (text: string | Uint8Array) => gzipSync(text, { level: 6 }).length

/** The names of the files that a chunk can not run without, with their style sheets. */
function needed(bundle: Rollup.OutputBundle, name: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[name]
  if (found.has(name) || chunk?.type !== 'chunk') return found
  found.add(name)
  for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet)
  for (const next of chunk.imports) needed(bundle, next, found)
  return found
}

/** The bytes of each page's first load: index.html, the entry, and the page's own module with all that it imports. */
export function firstLoads(bundle: Rollup.OutputBundle): Map<string, number> {
  const sizes = new Map<string, number>()
  const size = (name: string) => {
    const known = sizes.get(name)
    if (known !== undefined) return known
    const file = bundle[name]!
    const bytes = compressed(file.type === 'chunk' ? file.code : file.source)
    sizes.set(name, bytes)
    return bytes
  }
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  const pages = chunks.flatMap((chunk) => (chunk === entry ? [] : chunk.moduleIds.flatMap((id) => /\/pages\/.*?(\w+Page)\.tsx$/.exec(id)?.[1] ?? []).map((name) => [name, chunk.fileName] as const)))
  return new Map(
    pages.map(([name, page]) => {
      const files = new Set(['index.html', entry?.fileName ?? '', page].flatMap((file) => (file in bundle ? [file, ...needed(bundle, file)] : [])))
      return [name, [...files].reduce((sum, file) => sum + size(file), 0)]
    }),
  )
}

/** The style sheets of Mantine whose classes the console uses, but which it does not load. */
function missingSheets(bundle: Rollup.OutputBundle): string[] {
  const read = (file: string) => readFileSync(new URL(`node_modules/@mantine/core/styles${file}`, import.meta.url), 'utf8')
  const classes = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g))
  const files = Object.values(bundle)
  const styled = classes(files.map((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? String(file.source) : '')).join())
  const used = classes(files.map((file) => (file.type === 'chunk' ? file.code : '')).join())
  const all = classes(read('.css'))
  return [...used].filter((name) => all.has(name) && !styled.has(name))
}

/** Fails the build if a page has become too large, or would be shown without its styles. */
export function checks(): Plugin {
  return {
    name: 'cairn-checks',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const missing = missingSheets(bundle)
        if (missing.length > 0) this.error(`src/theme/mantine.ts lacks the style sheets of node_modules/@mantine/core/styles that have ${missing.join(', ')}`)
        const pages = [...firstLoads(bundle)].sort(([, a], [, b]) => b - a)
        if (pages.length === 0) this.error('no page was found')
        const over = pages.filter(([, bytes]) => bytes > MOST_BYTES)
        this.info(`first loads, compressed: ${pages.map(([name, bytes]) => `${name} ${Math.round(bytes / 1000)} kB`).join(', ')}`)
        if (over.length > 0) this.error(`more than ${MOST_BYTES / 1000} kB before the page shows itself: ${over.map(([name]) => name).join(', ')}. What is not needed at once belongs behind lazy().`)
      },
    },
  }
}
