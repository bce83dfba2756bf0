import { Route, Routes } from 'react-router'
import { lazily } from '../lib/lazily'
import { NotFoundPage } from '../pages/NotFoundPage'

// Each page is loaded when it is first opened.
const OverviewPage = lazily(() => import('../pages/overview/OverviewPage'))
const ExperimentsPage = lazily(() => import('../pages/experiments/ExperimentsPage'))
const NewExperimentPage = lazily(() => import('../pages/new-experiment/NewExperimentPage'))
const ExperimentPage = lazily(() => import('../pages/experiment/ExperimentPage'))
const RunPage = lazily(() => import('../pages/run/RunPage'))
const OuterStepPage = lazily(() => import('../pages/outer-step/OuterStepPage'))
const RolloutsPage = lazily(() => import('../pages/rollouts/RolloutsPage'))
const PoliciesPage = lazily(() => import('../pages/policies/PoliciesPage'))
const ComparePage = lazily(() => import('../pages/compare/ComparePage'))
const QueuePage = lazily(() => import('../pages/queue/QueuePage'))
const ProblemSetsPage = lazily(() => import('../pages/problem-sets/ProblemSetsPage'))
const ProblemSetPage = lazily(() => import('../pages/problem-sets/ProblemSetPage'))
const SqlPage = lazily(() => import('../pages/sql/SqlPage'))
const ServicesPage = lazily(() => import('../pages/services/ServicesPage'))
const AuditPage = lazily(() => import('../pages/audit/AuditPage'))
const AccessPage = lazily(() => import('../pages/access/AccessPage'))
const LogsPage = lazily(() => import('../pages/logs/LogsPage'))
const SettingsPage = lazily(() => import('../pages/settings/SettingsPage'))

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
