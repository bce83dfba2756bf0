import { api } from '../../api/client'
import { ENTRIES, type Over } from '../../lib/metricCurves'

/** One figure of some runs, whose numbers are in order. */
export const curvesQuery = (run: number[], name: string, over: Over) =>
  api.queryOptions('get', '/api/v1/metrics/curves', { params: { query: { run, name: [name], over, maxPoints: ENTRIES } } })
