import { lazy } from 'react'
import { Route, Routes } from 'react-router'
import { NotFoundPage } from '../pages/NotFoundPage'

// Each page is loaded when it is first opened.
const OverviewPage = lazy(() => import('../pages/overview/OverviewPage'))
const ExperimentsPage = lazy(() => import('../pages/experiments/ExperimentsPage'))
const NewExperimentPage = lazy(() => import('../pages/new-experiment/NewExperimentPage'))
const ExperimentPage = lazy(() => import('../pages/experiment/ExperimentPage'))
const RunPage = lazy(() => import('../pages/run/RunPage'))
const OuterStepPage = lazy(() => import('../pages/outer-step/OuterStepPage'))
const RolloutsPage = lazy(() => import('../pages/rollouts/RolloutsPage'))
const PoliciesPage = lazy(() => import('../pages/policies/PoliciesPage'))
const ComparePage = lazy(() => import('../pages/compare/ComparePage'))
const QueuePage = lazy(() => import('../pages/queue/QueuePage'))
const ProblemSetsPage = lazy(() => import('../pages/problem-sets/ProblemSetsPage'))
const ProblemSetPage = lazy(() => import('../pages/problem-sets/ProblemSetPage'))
const SqlPage = lazy(() => import('../pages/sql/SqlPage'))
const ServicesPage = lazy(() => import('../pages/services/ServicesPage'))
const AuditPage = lazy(() => import('../pages/audit/AuditPage'))
const AccessPage = lazy(() => import('../pages/access/AccessPage'))
const LogsPage = lazy(() => import('../pages/logs/LogsPage'))
const SettingsPage = lazy(() => import('../pages/settings/SettingsPage'))

export function Pages() {
  return (
    <Routes>
      <Route path="/" element={<OverviewPage />} />
      <Route path="/experiments" element={<ExperimentsPage />} />
      <Route path="/experiments/new" element={<NewExperimentPage />} />
      <Route path="/experiments/:id" element={<ExperimentPage />} />
      <Route path="/runs/:id" element={<RunPage />} />
      <Route path="/runs/:id/steps/:step" element={<OuterStepPage />} />
      <Route path="/runs/:id/logs" element={<LogsPage />} />
      <Route path="/rollouts" element={<RolloutsPage />} />
      <Route path="/policies" element={<PoliciesPage />} />
      <Route path="/compare" element={<ComparePage />} />
      <Route path="/queue" element={<QueuePage />} />
      <Route path="/problem-sets" element={<ProblemSetsPage />} />
      <Route path="/problem-sets/:name" element={<ProblemSetPage />} />
      <Route path="/sql" element={<SqlPage />} />
      <Route path="/services" element={<ServicesPage />} />
      <Route path="/audit" element={<AuditPage />} />
      <Route path="/access" element={<AccessPage />} />
      <Route path="/settings" element={<SettingsPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}
