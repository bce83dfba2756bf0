/** Entries of a curve; a longer one is thinned by the server. */
export const ENTRIES = 500

export type Over = 'step' | 'outer-step'

/** What a figure's curves go over: only those of students know both. */
export const overOf = (name: string, chosen: Over): Over => (name.startsWith('student/') ? chosen : 'step')

export const chosenOver = (over: string | null): Over => (over === 'step' ? 'step' : 'outer-step')
