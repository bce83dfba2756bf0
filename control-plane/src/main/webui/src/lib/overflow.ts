/** What of an element can be seen, as the browser measures it. */
export interface Extent {
  scrollLeft: number
  scrollWidth: number
  clientWidth: number
}

/** Where the part of a wide table that is out of sight lies. */
export type Hidden = 'nothing' | 'left' | 'right' | 'both'

/** A pixel less than a whole one is no column. */
const ROUNDING = 1

export function hiddenPart({ scrollLeft, scrollWidth, clientWidth }: Extent): Hidden {
  const left = scrollLeft > ROUNDING
  const right = scrollWidth - clientWidth - scrollLeft > ROUNDING
  if (left && right) return 'both'
  if (left) return 'left'
  return right ? 'right' : 'nothing'
}
