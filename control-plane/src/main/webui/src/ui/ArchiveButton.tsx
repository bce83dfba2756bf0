import { api } from '../api/client'
import { useAction } from '../api/queries'
import { sentence } from '../lib/format'
import { advice } from './states'

interface Props {
  id: string
  verb: 'archive' | 'unarchive'
}

/** Hides an ended experiment from the list, or shows it again. Nothing is lost, so it does not ask. */
export function ArchiveButton({ id, verb }: Props) {
  const mutation = useAction(() => api.apply('experiments', id, verb))
  return (
    <>
      <button type="button" disabled={mutation.isPending} onClick={() => mutation.mutate(undefined)}>
        {verb === 'archive' ? 'Archive' : 'Unarchive'} experiment
      </button>
      {mutation.isError && (
        <span role="alert" className="problem">
          {sentence(mutation.error.message)} {advice(mutation.error)}
        </span>
      )}
    </>
  )
}
