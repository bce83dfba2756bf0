import type { PolicyRecord } from '../../api/types'

/** A policy with its place in the picture: columns follow the outer steps (or segments), rows the students of a step. */
export interface Node {
  policy: PolicyRecord
  column: number
  row: number
}

/** A baseline from the column after its promotion up to the next promotion. */
export interface Reign {
  policy: string
  from: number
  to: number
}

export interface Tree {
  /** The student to begin with, and the promoted students where they reign. */
  reigns: Reign[]
  students: Node[]
  teachers: Node[]
  columns: number
  /** Most students of one step. */
  rows: number
}

const numbers = (unit: string) => unit.split('/').flatMap((part) => (/^\d+$/.test(part) ? [Number(part)] : []))

/** The column of a policy: the first ones are in column 0, what outer step or segment t made is in column t + 1. */
const columnOf = ({ unit }: PolicyRecord) => (unit === 'init' ? 0 : (numbers(unit)[0] ?? 0) + 1)

/** Places the policies of a run: students by outer step under the baseline from which they started, teachers in one line. */
export function treeOf(policies: PolicyRecord[]): Tree {
  const placed = policies
    .map((policy) => ({ policy, column: columnOf(policy), at: numbers(policy.unit) }))
    .sort((a, b) => a.column - b.column || compare(a.at, b.at))
  const columns = 1 + Math.max(0, ...placed.map(({ column }) => column))
  const students: Node[] = []
  const used = new Map<number, number>()
  for (const { policy, column } of placed.filter(({ policy: { role } }) => role === 'student')) {
    const row = used.get(column) ?? 0
    used.set(column, row + 1)
    students.push({ policy, column, row })
  }
  const reigning = students.filter(({ policy, column }) => column === 0 || policy.promoted)
  const reigns = reigning.map(({ policy, column }, i) => ({
    policy: policy.policy,
    from: column,
    to: (reigning[i + 1]?.column ?? columns) - (reigning[i + 1] ? 0 : 1),
  }))
  return {
    reigns,
    students,
    teachers: placed.filter(({ policy: { role } }) => role === 'teacher').map(({ policy, column }) => ({ policy, column, row: 0 })),
    columns,
    rows: Math.max(1, ...used.values()),
  }
}

function compare(a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** Where an arrow key leads from a node: to the same or nearest row of a neighbouring column, or along its column. */
export function neighbour(nodes: Node[], from: Node, key: string): Node | null {
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const step = key === 'ArrowUp' ? -1 : 1
    return nodes.find(({ column, row }) => column === from.column && row === from.row + step) ?? null
  }
  const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0
  if (step === 0) return null
  const columns = nodes.map(({ column }) => column).filter((column) => (column - from.column) * step > 0)
  if (columns.length === 0) return null
  const column = step > 0 ? Math.min(...columns) : Math.max(...columns)
  const there = nodes.filter((node) => node.column === column)
  return there.findLast(({ row }) => row <= from.row) ?? there[0] ?? null
}
