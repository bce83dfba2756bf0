import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '../../api/errors'
import type { Experiment } from '../../api/types'
import { requestOf, type Draft, type Start } from './draft'
import { store, stored } from './tabStorage'
import { send } from './useCheck'

/** The last request that was sent, with its key. */
const SENT = 'cairn-draft-sent'

/** 128 random bits; randomUUID needs HTTPS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Submits a draft. The same request has the same key until it was answered, so that a second try after a lost answer makes
 * no second experiment.
 */
export function useSubmit(start: Start, draft: Draft, done: (made: Experiment) => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => {
      const body = requestOf(start, draft)
      const text = JSON.stringify([start, body])
      const last = stored<{ text: string; key: string }>(SENT)
      const key = last?.text === text ? last.key : newKey()
      store(SENT, { text, key })
      return send(start, body, false, { key }) as Promise<Experiment>
    },
    onSuccess: (made) => {
      store(SENT, null)
      void cache.invalidateQueries({ queryKey: ['get', '/api/v1/experiments'] })
      done(made)
    },
    onError: (error) => {
      // It was answered: the same request may be right later.
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) store(SENT, null)
    },
  })
}
