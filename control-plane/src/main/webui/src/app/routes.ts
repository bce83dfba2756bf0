import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { firstRows } from '../pages/experiments/asked'
import { firstCompared } from '../pages/compare/asked'

export interface Place {
  /** The parts of the address that the path names, as in /runs/:id. */
  parts: Record<string, string>
  search: URLSearchParams
}

/** A page, and what is read for it before it is first shown. */
export interface PageModule {
  default: ComponentType
  prepare?: (cache: QueryClient, place: Place) => Promise<unknown>
}

export interface Route {
  path: string
  load: () => Promise<PageModule>
  /** What the page asks for first. It is requested while the page's scripts are still being loaded. */
  first?: (place: Place) => string[]
}

/** The address of a thing with a number; none if it is not one, which the page says. */
const numbered = (path: string, id = '') => (/^[1-9]\d{0,14}$/.test(id) ? [`${path}/${id}`] : [])

/** Every page by its address; each is loaded when it is first opened. Needs nothing of React, so that it is there at once. */
export const ROUTES: Route[] = [
  { path: '/', load: () => import('../pages/overview/OverviewPage') },
  { path: '/experiments', load: () => import('../pages/experiments/ExperimentsPage'), first: ({ search }) => [firstRows(search)] },
  { path: '/experiments/new', load: () => import('../pages/new-experiment/NewExperimentPage') },
  { path: '/experiments/:id', load: () => import('../pages/experiment/ExperimentPage'), first: ({ parts }) => numbered('/api/v1/experiments', parts.id) },
  { path: '/runs/:id', load: () => import('../pages/run/RunPage'), first: ({ parts }) => numbered('/api/v1/runs', parts.id) },
  { path: '/runs/:id/steps/:step', load: () => import('../pages/outer-step/OuterStepPage') },
  { path: '/runs/:id/logs', load: () => import('../pages/logs/LogsPage') },
  { path: '/rollouts', load: () => import('../pages/rollouts/RolloutsPage') },
  { path: '/policies', load: () => import('../pages/policies/PoliciesPage') },
  { path: '/studies', load: () => import('../pages/studies/StudiesPage') },
  { path: '/studies/:name', load: () => import('../pages/studies/StudyPage') },
  { path: '/compare', load: () => import('../pages/compare/ComparePage'), first: ({ search }) => firstCompared(search) },
  { path: '/queue', load: () => import('../pages/queue/QueuePage') },
  { path: '/problem-sets', load: () => import('../pages/problem-sets/ProblemSetsPage') },
  { path: '/problem-sets/:name', load: () => import('../pages/problem-sets/ProblemSetPage') },
  { path: '/sql', load: () => import('../pages/sql/SqlPage') },
  { path: '/services', load: () => import('../pages/services/ServicesPage') },
  { path: '/audit', load: () => import('../pages/audit/AuditPage') },
  { path: '/access', load: () => import('../pages/access/AccessPage') },
  { path: '/settings', load: () => import('../pages/settings/SettingsPage') },
]

/** The route of an address; undefined if no page has it. Names win over parameters, in the order above. */
export function routeOf({ pathname, search }: { pathname: string; search: string }): { route: Route; place: Place } | undefined {
  if (pathname.includes('//')) return undefined
  const given = segments(pathname)
  for (const route of ROUTES) {
    const wanted = segments(route.path)
    const fits = wanted.length === given.length && wanted.every((part, i) => part.startsWith(':') || part === given[i])
    if (!fits) continue
    const named = wanted.flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), given[i] ?? '']] : []))
    return { route, place: { parts: Object.fromEntries(named) as Record<string, string>, search: new URLSearchParams(search) } }
  }
  return undefined
}

const segments = (path: string) => path.split('/').filter((part) => part !== '')
