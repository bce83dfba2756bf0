/** At most 'most' of some values, evenly spread, with the first and the last one. */
export function evenly<T>(values: T[], most: number): T[] {
  if (values.length <= most) return values
  if (most === 1) return values.slice(-1)
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]!)
}

/** Which question of which set is the nth of an outer step, counted from 0: the first of each set, then the second of each. */
export function nth(n: number, sets: number, questions: number): { set: number; question: number } {
  const place = n % (sets * questions)
  return { set: place % sets, question: Math.floor(place / sets) }
}
