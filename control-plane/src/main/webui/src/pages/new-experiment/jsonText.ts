/** A place in a text, in characters from 0. */
export interface Place {
  from: number
  to: number
}

export interface JsonText {
  value: unknown
  /** Where each member's name stands, by its dotted path. */
  places: Map<string, Place>
}

/** The text is not JSON. */
export class JsonTextError extends Error {
  constructor(
    readonly place: Place,
    message: string,
  ) {
    super(message)
  }
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const SPACE = /[ \t\r\n]*/y
const DEEPEST = 50

/** Reads JSON and keeps where its members are, which JSON.parse does not. */
class Reader {
  private at = 0
  readonly places = new Map<string, Place>()

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value('', 0)
    this.skip()
    if (this.at < this.text.length) throw this.wrong('There is more after the end of the document.')
    return value
  }

  private value(path: string, depth: number): unknown {
    this.skip()
    if (depth > DEEPEST) throw this.wrong('This is nested too deeply.')
    const next = this.text[this.at]
    if (next === undefined) throw this.wrong('A value is missing.')
    if (next === '{') return this.object(path, depth)
    if (next === '[') return this.array(path, depth)
    const token = this.match(next === '"' ? STRING : LITERAL)
    if (token === null) throw this.wrong(next === '"' ? 'This text has no end, or a character that must be escaped.' : 'This is not a JSON value. Names and texts need double quotes.')
    return JSON.parse(token)
  }

  private object(path: string, depth: number): Record<string, unknown> {
    const members: [string, unknown][] = []
    this.at++
    for (let first = true; ; first = false) {
      this.skip()
      if (this.take('}')) return Object.fromEntries(members)
      if (!first && !this.take(',')) throw this.wrong('A comma or } is missing.')
      this.skip()
      const from = this.at
      const token = this.match(STRING)
      if (token === null) throw this.wrong('A name in double quotes is missing.')
      const name = JSON.parse(token) as string
      const inner = path === '' ? name : `${path}.${name}`
      if (members.some(([known]) => known === name)) throw new JsonTextError({ from, to: this.at }, `"${name}" is here twice.`)
      this.places.set(inner, { from, to: this.at })
      this.skip()
      if (!this.take(':')) throw this.wrong('A colon is missing.')
      members.push([name, this.value(inner, depth + 1)])
    }
  }

  private array(path: string, depth: number): unknown[] {
    const items: unknown[] = []
    this.at++
    for (;;) {
      this.skip()
      if (this.take(']')) return items
      if (items.length > 0 && !this.take(',')) throw this.wrong('A comma or ] is missing.')
      items.push(this.value(`${path}[${items.length}]`, depth + 1))
    }
  }

  private skip() {
    this.match(SPACE)
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }

  private wrong(message: string): JsonTextError {
    return new JsonTextError({ from: this.at, to: Math.min(this.text.length, this.at + 1) }, message)
  }
}

/** @throws JsonTextError if the text is not JSON */
export function readJson(text: string): JsonText {
  const reader = new Reader(text)
  return { value: reader.document(), places: reader.places }
}

/** The place of a path, or of the nearest group around it that the text has; the beginning if it has none. */
export function placeOf(places: ReadonlyMap<string, Place>, path: string): Place {
  for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const place = places.get(at)
    if (place) return place
  }
  return { from: 0, to: 1 }
}

/** What could be written at a position of a text that may be unfinished. */
export interface Cursor {
  /** The dotted path of the member or of the object around it. */
  path: string
  /** Whether the name of a member or its value is expected. */
  expects: 'name' | 'value'
  /** Where the word at the position begins, quote included. */
  from: number
}

/** What is expected at a position; null after the beginning of an array, of which a spec has none. */
export function cursorAt(text: string, position: number): Cursor | null {
  const names: string[] = []
  let name = ''
  let expects: Cursor['expects'] = 'value'
  let word = -1
  for (let at = 0; at < position; at++) {
    const character = text[at]
    if (character === '"') {
      STRING.lastIndex = at
      const token = STRING.exec(text)?.[0]
      if (token === undefined || at + token.length > position) return here(names, name, expects, at)
      if (expects === 'name') name = JSON.parse(token) as string
      at += token.length - 1
      word = -1
    } else if (character === '{') {
      names.push(name)
      name = ''
      expects = 'name'
      word = -1
    } else if (character === '[') {
      return null
    } else if (character === '}') {
      names.pop()
      word = -1
    } else if (character === ',' || character === ':') {
      expects = character === ':' ? 'value' : 'name'
      word = -1
    } else if (character !== undefined && /\s/.test(character)) {
      word = -1
    } else if (word < 0) {
      word = at
    }
  }
  return here(names, name, expects, word < 0 ? position : word)
}

function here(names: string[], name: string, expects: Cursor['expects'], from: number): Cursor {
  const path = [...names.slice(1), ...(expects === 'value' ? [name] : [])].filter((part) => part !== '')
  return { path: path.join('.'), expects, from }
}
