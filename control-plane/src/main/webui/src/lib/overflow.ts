/** The visible part of an element, as the browser measures it. */
export interface Extent {
  scrollLeft: number
  scrollWidth: number
  clientWidth: number
}

/** On which side a part of a wide table is hidden. */
export type Hidden = 'nothing' | 'left' | 'right' | 'both'

/** Less than a whole pixel does not count as hidden. */
const ROUNDING = 1

export function hiddenPart({ scrollLeft, scrollWidth, clientWidth }: Extent): Hidden {
  const left = scrollLeft > ROUNDING
  const right = scrollWidth - clientWidth - scrollLeft > ROUNDING
  if (left && right) return 'both'
  if (left) return 'left'
  return right ? 'right' : 'nothing'
}
