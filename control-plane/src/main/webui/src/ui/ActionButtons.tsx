import { type Verb, api } from '../api/client'
import { useAction } from '../api/queries'
import type { State } from '../api/types'
import { sentence } from '../lib/format'
import { advice } from './states'

interface Props {
  kind: 'experiments' | 'runs'
  id: string
  state: State
}

/** The action for each state. None of them loses anything, so none asks for confirmation. */
const VERBS: Partial<Record<State, Verb>> = {
  waiting: 'pause',
  queued: 'pause',
  running: 'pause',
  pausing: 'resume',
  paused: 'resume',
  failed: 'retry',
  cancelled: 'retry',
}

const LABELS: Record<Verb, string> = {
  pause: 'Pause',
  resume: 'Resume',
  retry: 'Retry',
  archive: 'Archive',
  unarchive: 'Unarchive',
}

export function ActionButtons({ kind, id, state }: Props) {
  const verb = VERBS[state]
  const mutation = useAction(() => (verb ? api.apply(kind, id, verb) : Promise.resolve()))
  if (!verb) return null
  return (
    <>
      <button type="button" disabled={mutation.isPending} onClick={() => mutation.mutate(undefined)}>
        {LABELS[verb]} {kind === 'runs' ? 'run' : 'experiment'}
      </button>
      {mutation.isError && (
        <span role="alert" className="problem">
          {sentence(mutation.error.message)} {advice(mutation.error)}
        </span>
      )}
    </>
  )
}
