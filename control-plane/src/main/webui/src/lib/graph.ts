/** A node and the nodes that it depends on. */
export interface Dependent {
  id: number
  dependsOn: number[]
}

/** The place of a node: its column from the left, and its row in it, which may be a fraction. */
export interface Place {
  id: number
  column: number
  row: number
}

/**
 * Places nodes in columns, each to the right of all that it depends on. A node stands at the mean height of these, moved
 * down where another one stands already. A circle, which the server never sends, is broken where it is met.
 */
export function layout(nodes: Dependent[]): Place[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const depths = new Map<number, number>()
  const depth = (id: number): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    depths.set(id, 0)
    const on = (byId.get(id)?.dependsOn ?? []).filter((other) => byId.has(other))
    const found = on.length === 0 ? 0 : 1 + Math.max(...on.map(depth))
    depths.set(id, found)
    return found
  }
  nodes.forEach(({ id }) => depth(id))
  const rows = new Map<number, number>()
  const places: Place[] = []
  const columns = Math.max(-1, ...depths.values()) + 1
  for (let column = 0; column < columns; column++) {
    const wanted = nodes
      .filter(({ id }) => depths.get(id) === column)
      .map(({ id, dependsOn }) => ({ id, row: mean(dependsOn.flatMap((on) => rows.get(on) ?? [])) }))
      .sort((a, b) => a.row - b.row)
    let free = 0
    for (const { id, row } of wanted) {
      const at = Math.max(free, row)
      free = at + 1
      rows.set(id, at)
      places.push({ id, column, row: at })
    }
  }
  return places
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length
}
