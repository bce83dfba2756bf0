export type SortValue = number | string | null

/** The rows by a value, those without one at the end; equal ones keep their order. */
export function sorted<Row>(rows: readonly Row[], value: (row: Row) => SortValue, desc: boolean): Row[] {
  const direction = desc ? -1 : 1
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left), value(right)]
    if (a === b) return 0
    if (a === null) return 1
    if (b === null) return -1
    return a < b ? -direction : direction
  })
}
