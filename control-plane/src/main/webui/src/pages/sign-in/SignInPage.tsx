import { useEffect, useState, type FormEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useSignIn } from '../../api/queries'
import { sentence } from '../../lib/format'
import { isFirstUse, signInLink } from '../../lib/signIn'
import { useTitle } from '../../ui/useTitle'

/** Shown at every address to users who are not signed in, and at /sign-in, the target of the link printed at start. */
export function SignInPage() {
  useTitle('Sign in')
  const { pathname, search, hash } = useLocation()
  const navigate = useNavigate()
  const [token, setToken] = useState('')
  const link = pathname === '/sign-in' ? signInLink(hash) : { code: null, to: pathname + search }
  const signIn = useSignIn(() => void navigate(link.to, { replace: true }))

  useEffect(() => {
    if (link.code !== null && isFirstUse(link.code)) signIn.mutate({ code: link.code })
  }, [link.code, signIn])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ token })
  }

  return (
    <section className="sign-in">
      <h1>Sign in</h1>
      <p>
        Open the link that <code>ops/run</code> or <code>ops/serve</code> printed, get a fresh one with{' '}
        <code>ops/cairn sign-in</code>, or paste a token. The first start wrote one to <code>admin-token</code> in
        Cairn&apos;s home directory: <code>~/.cairn</code>, or the one given with <code>--home</code>.
      </p>
      <form onSubmit={submit}>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          placeholder="cairn_…"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" disabled={token.trim() === '' || signIn.isPending}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      {signIn.isError && (
        <p role="alert" className="problem">
          {sentence(signIn.error.message)}
        </p>
      )}
    </section>
  )
}
