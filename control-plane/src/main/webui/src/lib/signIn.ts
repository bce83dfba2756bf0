/** What the fragment of a sign-in link says; the page to go to is one of the console's own, or the first one. */
export function signInLink(fragment: string): { code: string | null; to: string } {
  const said = new URLSearchParams(fragment.replace(/^#/, ''))
  const to = said.get('to') ?? '/'
  return { code: said.get('code'), to: /^\/(?![/\\])/.test(to) ? to : '/' }
}

const redeemed = new Set<string>()

/** True once for each code: it works once, effects run twice, and signing in shows the page a second time. */
export function isFirstUse(code: string): boolean {
  if (redeemed.has(code)) return false
  redeemed.add(code)
  return true
}
