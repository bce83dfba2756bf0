import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import type { OuterStep } from '../../api/types'

/** What of an outer step is shown; it lives in the address. */
export interface StepView {
  set: number
  repeat: number
  question: number | null
  /** Maths as it was written. */
  raw: boolean
  show: (changes: { set?: number; repeat?: number; question?: number | null; raw?: boolean }) => void
}

function whole(text: string | null, below: number): number | null {
  return text !== null && /^\d{1,9}$/.test(text) && Number(text) < below ? Number(text) : null
}

/** Without a choice it is the best set, and of it the student that would be promoted. */
export function useStepView(step: OuterStep): StepView {
  const [params, setParams] = useSearchParams()
  const set = whole(params.get('set'), step.rewards.length) ?? step.bestSet ?? 0
  const usual = set === step.bestSet ? (step.medianRepeat ?? 0) : 0
  const repeat = whole(params.get('repeat'), step.rewards[set]?.length ?? 0) ?? usual
  const show = useCallback<StepView['show']>(
    (changes) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old)
          if (changes.set !== undefined) {
            next.set('set', String(changes.set))
            next.delete('repeat')
            next.delete('question')
          }
          if (changes.repeat !== undefined) next.set('repeat', String(changes.repeat))
          if (changes.question === null) next.delete('question')
          else if (changes.question !== undefined) next.set('question', String(changes.question))
          if (changes.raw === true) next.set('maths', 'raw')
          else if (changes.raw === false) next.delete('maths')
          return next
        },
        { preventScrollReset: true },
      ),
    [setParams],
  )
  return { set, repeat, question: whole(params.get('question'), Infinity), raw: params.get('maths') === 'raw', show }
}
