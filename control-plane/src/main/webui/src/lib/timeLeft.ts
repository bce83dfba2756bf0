import type { components } from '../api/openapi'
import { duration } from './format'

type Outlook = components['schemas']['Outlook']

const roughly = (seconds: number) =>
  seconds < 60 ? `${Math.max(5, Math.ceil(seconds / 5) * 5)} s` : seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : duration(Math.ceil(seconds / 60) * 60_000)

/** 'about 3 to 5 min'; null if it is not known. */
export function timeLeft({ minSeconds, maxSeconds }: Pick<Outlook, 'minSeconds' | 'maxSeconds'>): string | null {
  if (minSeconds == null || maxSeconds == null) return null
  const [least, most] = [roughly(minSeconds), roughly(maxSeconds)]
  if (least === most) return `about ${most}`
  const [, lowest, unit] = /^(\d+)( s| min)$/.exec(least) ?? []
  return `about ${lowest && most.endsWith(unit ?? '') && !most.includes(' h ') ? lowest : least} to ${most}`
}
