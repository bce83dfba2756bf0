const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** A number of bytes with three digits, in powers of 1000. */
export function size(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${UNITS[unit]}`
}
