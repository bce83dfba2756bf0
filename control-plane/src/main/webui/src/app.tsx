import { Link, Route, Routes, useLocation } from 'react-router'
import { isSignedOut, useMe, useSignOut } from './api/queries'
import { ExperimentPage } from './pages/experiment/ExperimentPage'
import { ExperimentsPage } from './pages/experiments/ExperimentsPage'
import { NotFoundPage } from './pages/NotFoundPage'
import { SignInPage } from './pages/sign-in/SignInPage'
import { SqlPage } from './pages/sql/SqlPage'

/** Shows who is signed in, with a button to sign out. */
function Account({ name, role }: { name: string; role: string }) {
  const signOut = useSignOut()
  return (
    <div className="account">
      <span className="quiet">
        {name}, {role}
      </span>
      <button type="button" className="link" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </button>
    </div>
  )
}

export function App() {
  const me = useMe()
  const { pathname } = useLocation()
  // One place for the page: while the user is looked up, it already redeems the link, and must keep the answer.
  const signsIn = pathname === '/sign-in' || isSignedOut(me.error)
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/favicon.svg" alt="" width="22" height="22" /> Cairn
        </Link>
        {me.data && !me.isError && <Link to="/sql">SQL</Link>}
        {me.data && !me.isError && <Account name={me.data.name} role={me.data.role} />}
      </header>
      <main id="main" tabIndex={-1}>
        {signsIn ? (
          <SignInPage />
        ) : (
          <Routes>
            <Route path="/" element={<ExperimentsPage />} />
            <Route path="/experiments" element={<ExperimentsPage />} />
            <Route path="/experiments/:id" element={<ExperimentPage />} />
            <Route path="/sql" element={<SqlPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        )}
      </main>
    </>
  )
}
