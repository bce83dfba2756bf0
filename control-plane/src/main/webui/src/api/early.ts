/**
 * Older answers are not used. What they tell may have changed before events are followed; then it is out of date until the
 * next poll. A slow machine takes some seconds for the scripts, and asking again would take it longer still.
 */
const FRESH_MS = 5_000
const LIMIT_MS = 20_000

const asked = new Map<string, { answer: Promise<Response>; at: number }>()

/** The same for addresses that differ in the order of their parameters only. */
function keyOf(address: string): string {
  const { pathname, searchParams } = new URL(address, window.location.origin)
  searchParams.sort()
  return `${pathname}?${searchParams.toString()}`
}

/** Asks for what a page will need, before its scripts are there. */
export function askEarly(addresses: string[]) {
  for (const address of addresses) {
    const answer = fetch(address, { signal: AbortSignal.timeout(LIMIT_MS) })
    // The caller that takes the answer sees the failure.
    answer.catch(() => undefined)
    asked.set(keyOf(address), { answer, at: performance.now() })
  }
}

/** The answer to a request that was asked early; each is given once. */
export function takeEarly({ method, url }: Request): Promise<Response> | undefined {
  if (method !== 'GET' || asked.size === 0) return undefined
  const key = keyOf(url)
  const found = asked.get(key)
  asked.delete(key)
  return found && performance.now() - found.at < FRESH_MS ? found.answer : undefined
}
