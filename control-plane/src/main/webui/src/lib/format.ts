// Made once: each costs more than a row of a table.
const COUNT = new Intl.NumberFormat('en')
const CLOCK = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const TO_THE_MINUTE = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'short' })
const TO_THE_SECOND = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium' })
const IN_FULL = new Intl.DateTimeFormat([], { dateStyle: 'full', timeStyle: 'long' })

/** Shown in place of a value that does not exist yet. */
export const NONE = '–'

/** With sign and three decimals: rewards are multiples of 1/M. */
export function signed(value: number | null, digits = 3): string {
  if (value == null) return NONE
  const text = Math.abs(value).toFixed(digits)
  if (Number(text) === 0) return text
  return (value < 0 ? '−' : '+') + text
}

/** The requested number of digits, or a few more if the number would look like zero. */
function digitsFor(value: number, wanted: number): number {
  let digits = wanted
  while (value !== 0 && digits < wanted + 3 && Number(value.toFixed(digits)) === 0) digits++
  return digits
}

export function percent(share: number | null | undefined, digits = 1): string {
  return share == null ? NONE : `${(100 * share).toFixed(digitsFor(100 * share, digits))} %`
}

/** A difference of shares, in percentage points. */
export function points(share: number): string {
  return signed(100 * share, digitsFor(100 * share, 1))
}

/** With commas between thousands, as the terminal prints it. */
export function count(value: number): string {
  return COUNT.format(value)
}

/** A size in steps of 1,000, as disks are sold. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let at = 0
  let value = size
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1000
    at++
  }
  return `${at === 0 ? value : Number(value.toPrecision(3))} ${units[at]}`
}

/** A message as a sentence: the server writes them without a capital and a full stop. */
export function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}

export function number(value: number | null, significant = 3): string {
  if (value == null) return NONE
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size < 1e-3 || size >= 1e5 ? size.toExponential(significant - 2) : String(Number(size.toPrecision(significant)))
  return value < 0 ? `−${text}` : text
}

/** Seconds, then minutes and seconds, then hours and minutes. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** From start to end, or to now. */
export function elapsed(startedAt: string | null, endedAt: string | null, now: number): string {
  if (startedAt == null) return NONE
  return duration((endedAt == null ? now : Date.parse(endedAt)) - Date.parse(startedAt))
}

export function clock(at: number): string {
  return CLOCK.format(at)
}

export function moment(at: string | null, seconds = false): string {
  if (at == null) return NONE
  return (seconds ? TO_THE_SECOND : TO_THE_MINUTE).format(new Date(at))
}

/** With the day of the week and the time zone. */
export function momentInFull(at: string | number): string {
  return IN_FULL.format(new Date(at))
}

/** UNPARSABLE_ANSWER becomes 'unparsable answer'. */
export function constantLabel(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ')
}
