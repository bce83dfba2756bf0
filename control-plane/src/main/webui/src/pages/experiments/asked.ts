/** Prefixes of columns that the server gives when asked. */
export const SETTING = 'spec.'
export const METRIC = 'metrics.'

export interface RowQuery {
  filter?: string
  sort?: string
  settings?: string
  metrics?: string
}

/** The first page is small, so that it comes soon. */
export const FIRST = 60

const ofKind = (ids: string[], prefix: string) =>
  ids
    .filter((id) => id.startsWith(prefix))
    .map((id) => id.slice(prefix.length))
    .join(',')

/** What the server is asked to give with each row. */
export function wanted(ids: string[]): { settings?: string; metrics?: string } {
  const settings = ofKind(ids, SETTING)
  const metrics = ofKind(ids, METRIC)
  return { ...(settings ? { settings } : {}), ...(metrics ? { metrics } : {}) }
}

/** What an address asks the server for. */
export function rowQuery(search: URLSearchParams): RowQuery {
  const filter = search.get('filter') ?? ''
  const sort = search.get('sort') ?? ''
  return { ...(filter ? { filter } : {}), ...(sort ? { sort } : {}), ...wanted((search.get('columns') ?? '').split(',')) }
}

/** The request for the first page of what an address shows. */
export const firstRows = (search: URLSearchParams) => `/api/v1/experiments/table?${new URLSearchParams({ ...rowQuery(search), limit: String(FIRST) }).toString()}`

