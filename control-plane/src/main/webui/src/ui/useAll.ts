import { useQueries, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query'

/** Several queries as one: its data are there when those of all are; an error of one is that of all. */
export interface All<T> {
  data: T[] | undefined
  error: unknown
  isError: boolean
  dataUpdatedAt: number
  refetch: () => unknown
}

function together(read: UseQueryResult<unknown>[]): All<unknown> {
  const failed = read.find(({ isError }) => isError)
  return {
    data: read.every(({ data }) => data !== undefined) ? read.map(({ data }) => data) : undefined,
    error: failed?.error,
    isError: failed !== undefined,
    dataUpdatedAt: Math.max(0, ...read.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    refetch: () => Promise.all(read.map(({ refetch }) => refetch())),
  }
}

/** Reads what several requests give. @param queries options of the client's queries, no two of them the same */
export function useAll<T>(queries: { queryKey: readonly unknown[] }[]): All<T> {
  return useQueries({ queries: queries as UseQueryOptions<unknown>[], combine: together }) as All<T>
}
