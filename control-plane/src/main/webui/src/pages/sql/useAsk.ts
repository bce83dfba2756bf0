import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { client } from '../../api/client'
import type { QueryAnswer } from '../../api/types'
import { parameterNames, UNTYPED, valueOf } from '../../lib/sql'
import type { Draft } from './useDraft'

export interface Question extends Draft {
  limit: number
  /** PostgreSQL's plan in place of the rows. */
  explain: boolean
}

/** The values of a query's parameters, and the names of those that are not of their type. */
export function parametersOf({ sql, typed }: Draft): { values: Record<string, unknown>; wrong: string[] } {
  const all = parameterNames(sql).map((name): [string, unknown] => [name, valueOf(typed[name] ?? UNTYPED)])
  return { values: Object.fromEntries(all), wrong: all.filter(([, value]) => value === undefined).map(([name]) => name) }
}

/** Runs queries, one at a time. Cancelling closes the connection, which ends the query in the database. */
export function useAsk() {
  const cache = useQueryClient()
  const running = useRef<AbortController | null>(null)
  const ask = useMutation({
    mutationFn: async (question: Question) => {
      running.current?.abort()
      const abort = new AbortController()
      running.current = abort
      const { data } = await client.POST('/api/v1/history:query', {
        body: { sql: question.sql, parameters: parametersOf(question).values, limit: question.limit, explain: question.explain },
        headers: { Accept: 'application/json' },
        signal: abort.signal,
      })
      return data as QueryAnswer
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/history/queries'] }),
  })
  const cancel = useCallback(() => running.current?.abort(), [])
  const cancelled = ask.error instanceof DOMException && ask.error.name === 'AbortError'
  return { ask, cancel, cancelled }
}
