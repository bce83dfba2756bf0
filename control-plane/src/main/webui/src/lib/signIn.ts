/** What the fragment of a sign-in link says; the page to go to is one of the console's own, or the first one. */
export function signInLink(fragment: string): { code: string | null; to: string } {
  const said = new URLSearchParams(fragment.replace(/^#/, ''))
  const to = said.get('to') ?? '/'
  return { code: said.get('code'), to: /^\/(?![/\\])/.test(to) ? to : '/' }
}
