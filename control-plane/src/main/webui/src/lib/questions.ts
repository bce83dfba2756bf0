import type { QuestionRecord, Trial } from '../api/types'

/** A student's answers to a question when it first came up in training and when it last did. */
export interface Progress {
  repeat: number
  first: QuestionRecord['students'][number]['steps'][number]
  last: QuestionRecord['students'][number]['steps'][number]
}

export function progressOf(question: QuestionRecord): Progress[] {
  return question.students.flatMap(({ repeat, steps }) => {
    const first = steps[0]
    const last = steps.at(-1)
    return first && last ? [{ repeat, first, last }] : []
  })
}

/** The share of correct answers over all students: when the question first came up, and when it last did. */
export function passRates(question: QuestionRecord): { before: number; after: number } | null {
  const progress = progressOf(question)
  if (progress.length === 0) return null
  const share = (answers: { correct: number; samples: number }[]) =>
    answers.reduce((sum, { correct }) => sum + correct, 0) / answers.reduce((sum, { samples }) => sum + samples, 0)
  return { before: share(progress.map(({ first }) => first)), after: share(progress.map(({ last }) => last)) }
}

/** A question's learnability: 0 if no answer agrees with the teacher's, else the share that does not. */
export function learnability({ measured }: QuestionRecord): number | null {
  if (!measured) return null
  return measured.correct === 0 ? 0 : (measured.samples - measured.correct) / measured.samples
}

export type Change = 'gained' | 'lost' | 'kept' | 'unsolved'

export function changeOf({ baselineCorrect, correct }: { baselineCorrect: boolean; correct: boolean }): Change {
  if (correct) return baselineCorrect ? 'kept' : 'gained'
  return baselineCorrect ? 'lost' : 'unsolved'
}

/** How many reward questions a student gained and lost against the baseline. */
export function gainsOf({ outcomes }: Trial): { gained: number; lost: number; of: number } {
  const changes = outcomes.map(changeOf)
  return { gained: changes.filter((change) => change === 'gained').length, lost: changes.filter((change) => change === 'lost').length, of: outcomes.length }
}
