import { useId, useRef } from 'react'
import { useAction } from '../api/queries'
import { sentence } from '../lib/format'
import { advice } from './states'

interface Props {
  /** What is cancelled, as in 'experiment chains'. */
  what: string
  cancel: () => Promise<unknown>
  consequence: string
}

/** Asks for confirmation before it cancels. The dialog keeps the focus, and Escape closes it. */
export function CancelButton({ what, cancel, consequence }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const mutation = useAction(cancel)
  const confirm = () => mutation.mutate(undefined, { onSuccess: () => dialog.current?.close() })

  return (
    <>
      <button type="button" className="danger" onClick={() => dialog.current?.showModal()}>
        Cancel {what.split(' ')[0]}
      </button>
      <dialog ref={dialog} aria-labelledby={title} onClose={() => mutation.reset()}>
        <h2 id={title}>Cancel {what}?</h2>
        <p>{consequence}</p>
        {mutation.isError && (
          <p role="alert" className="problem">
            {sentence(mutation.error.message)} {advice(mutation.error)}
          </p>
        )}
        <div className="actions">
          <button type="button" autoFocus onClick={() => dialog.current?.close()}>
            Keep {what.split(' ')[0]}
          </button>
          <button type="button" className="danger" disabled={mutation.isPending} onClick={confirm}>
            {mutation.isPending ? 'Cancelling…' : `Cancel ${what.split(' ')[0]}`}
          </button>
        </div>
      </dialog>
    </>
  )
}
