import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** What each module of the console imports from the console itself, types included. */
function imports(): Map<string, string[]> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => /(?<!\.d)\.tsx?$/.test(f))
  const module = (path: string) => normalize(path).replaceAll('\\', '/').replace(/\.tsx?$/, '')
  return new Map(
    files.map((file) => {
      const found = readFileSync(join(SRC, file), 'utf8').matchAll(/^(?:import|export|\}).*? from '(\..*?)'/gm)
      return [module(file), [...found].map(([, from]) => module(join(dirname(file), from!)))]
    }),
  )
}

/** The modules of one cycle, or null. */
function cycle(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (module: string, path: string[]): string[] | null => {
    if (path.includes(module)) return [...path.slice(path.indexOf(module)), module]
    if (done.has(module)) return null
    for (const next of graph.get(module) ?? []) {
      const found = visit(next, [...path, module])
      if (found) return found
    }
    done.add(module)
    return null
  }
  for (const module of graph.keys()) {
    const found = visit(module, [])
    if (found) return found
  }
  return null
}

describe('modules', () => {
  it('are all read, with what they import', () => {
    expect(imports().get('api/queryClient')).toEqual(expect.arrayContaining(['api/errors']))
  })
  it('do not import each other in a circle', () => {
    expect(cycle(imports())).toBeNull()
    expect(cycle(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]]))).toEqual(['b', 'c', 'b'])
  })
})
