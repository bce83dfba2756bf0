/**
 * Reads the fragment of a sign-in link. The page to open must be one of the console's own; otherwise it is the first
 * one.
 */
export function signInLink(fragment: string): { code: string | null; to: string } {
  const said = new URLSearchParams(fragment.replace(/^#/, ''))
  const to = said.get('to') ?? '/'
  return { code: said.get('code'), to: /^\/(?![/\\])/.test(to) ? to : '/' }
}

const redeemed = new Set<string>()

/** True once per code: a code works once, but effects run twice, and signing in shows the page a second time. */
export function isFirstUse(code: string): boolean {
  if (redeemed.has(code)) return false
  redeemed.add(code)
  return true
}
