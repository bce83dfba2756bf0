interface Method {
  title: string
  meaning: string
}

/** The evaluated policies by their names in a summary. */
export const METHODS: Record<string, Method | undefined> = {
  base: { title: 'Base model', meaning: 'The model before training' },
  promoted: { title: 'Promoted student', meaning: 'The student that was promoted last, or the best one on the train half' },
  'hard-only': { title: 'Hard-Only', meaning: 'The control: the student that trained on the hard problems themselves' },
  'soar-pq': { title: 'SOAR-PQ', meaning: 'A fresh student on the promotion questions and the hard problems' },
  'grounded-t': { title: 'Grounded-T', meaning: 'A fresh student on questions of the trained teacher and the hard problems' },
  'intrinsic-t': { title: 'Intrinsic-T', meaning: 'A fresh student on questions of the teacher that was trained on learnability, and the hard problems' },
  'aligned-t': { title: 'Aligned-T', meaning: 'A fresh student on questions of the teacher that was trained on the alignment of gradients, and the hard problems' },
  'base-t': { title: 'Base-T', meaning: 'A fresh student on questions of the untrained teacher and the hard problems' },
  serl: { title: 'SeRL', meaning: 'A fresh student on questions that the untrained student wrote and answered by majority, and the hard problems' },
  'real-sample': { title: 'Real sample', meaning: 'A fresh student on some problems of another set and the hard problems' },
  'real-full': { title: 'Real, all', meaning: 'A fresh student on all problems of another set and the hard problems' },
  teacher: { title: 'Trained teacher', meaning: 'The trained teacher itself, answering the problems' },
}

/** The name in a summary of the policy that an evaluation's run measures. */
export const evaluated = (runName: string) => runName.replace(/^evaluate-/, '')
