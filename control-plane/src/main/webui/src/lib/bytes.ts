const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** A size with three digits at most, in units of 1000. */
export function bytes(size: number): string {
  let value = size
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${Number(value.toFixed(digits))} ${UNITS[unit]}`
}
