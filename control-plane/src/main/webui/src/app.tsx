import { Link, Route, Routes } from 'react-router'
import { ExperimentPage } from './pages/experiment/ExperimentPage'
import { ExperimentsPage } from './pages/experiments/ExperimentsPage'
import { Empty } from './ui/states'

function NotFound() {
  return (
    <Empty title="There is no such page">
      <Link to="/">Go to the experiments</Link>
    </Empty>
  )
}

export function App() {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/favicon.svg" alt="" width="22" height="22" /> Cairn
        </Link>
      </header>
      <main id="main" tabIndex={-1}>
        <Routes>
          <Route path="/" element={<ExperimentsPage />} />
          <Route path="/experiments" element={<ExperimentsPage />} />
          <Route path="/experiments/:id" element={<ExperimentPage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </main>
    </>
  )
}
