export interface Term {
  /** Its anchor on the page of settings: #term-ID. */
  id: string
  term: string
  meaning: string
  /** The paper's sign for it. */
  sign?: string
}

/** The words of the paper and of Cairn; in the order in which they explain each other. */
export const GLOSSARY: readonly Term[] = [
  { id: 'soar', term: 'SOAR', meaning: 'The method: a teacher model writes practice problems, copies of a student train on them, and the teacher is rewarded for how much better the students become at hard problems.' },
  { id: 'teacher', term: 'Teacher', sign: 'π_T', meaning: 'The model that writes questions and answers. It learns with reinforcement learning from the rewards of its question sets.' },
  { id: 'student', term: 'Student', sign: 'π_S', meaning: 'A copy of the model that trains on one question set, and is then scored. Teacher and students have LoRA adapters of their own over the same frozen base model.' },
  { id: 'hard-problems', term: 'Hard problems, hard set', meaning: 'Problems that the base model never solves in k tries (fail@k). Half of them are used in training, half are held out for the results.' },
  { id: 'screening', term: 'Screening', meaning: 'The run that measures which problems are hard, before the outer loop starts.' },
  { id: 'outer-step', term: 'Outer step', sign: 't', meaning: 'One round of the outer loop: the teacher writes, students train and are scored, one may be promoted, the teacher learns. Counted from 0.' },
  { id: 'set', term: 'Question set', sign: 'X_k, k of g', meaning: 'The n questions that the teacher writes together, on which several students train. Counted from 0.' },
  { id: 'repeat', term: 'Repeat', sign: 'j of r', meaning: 'One of several students that train on the same set with different random numbers. Counted from 0.' },
  { id: 'trial', term: 'Trial', meaning: 'One student: given by a set and a repeat, trained from the baseline, then scored. An outer step has g times r of them, or fewer with racing.' },
  { id: 'inner-loop', term: 'Inner loop, inner step', meaning: 'The training of one student on its set; each inner step is one optimizer step.' },
  { id: 'reward-questions', term: 'Reward questions', sign: 'Q_R, M of them', meaning: 'The hard problems that score the students of one outer step: the same for all of them and for the baseline.' },
  { id: 'reward', term: 'Reward', sign: 'R', meaning: "A student's gain in greedy accuracy over the baseline on the reward questions, so a multiple of 1/M. The reward of a set is the mean over its students." },
  { id: 'mean-reward', term: 'Mean reward', sign: 'R̂', meaning: 'The mean of the rewards of all sets of one outer step.' },
  { id: 'moving-average', term: 'Moving average', sign: 'R̄', meaning: 'The mean of the mean rewards of the last outer steps. Its window is emptied at each promotion, and it has no value until the window is full.' },
  { id: 'tau', term: 'Tau', sign: 'τ', meaning: 'A student is promoted when the moving average, or its lower bound if soar.beyond.promotionConfidence is set, is above tau.' },
  { id: 'promotion', term: 'Promotion', meaning: 'When the gate is open, a student becomes the baseline: the median repeat of the best set. New students start from it.' },
  { id: 'gate', term: 'Gate', meaning: 'What decides whether an outer step promotes a student. It is open if the moving average, or its lower bound, is above tau.' },
  { id: 'racing', term: 'Racing', meaning: 'Beyond the paper: after a few students per set, only sets that may still be the best get more. A set that gets no more has left the race.' },
  { id: 'early-stop', term: 'Early stop, interim score', meaning: 'Beyond the paper: a student is scored during its training, and trained further only if it has gained enough.' },
  { id: 'baseline', term: 'Baseline, baseline student', meaning: 'The student that new students start from, and that they have to beat; at first the base model.' },
  { id: 'promotion-questions', term: 'Promotion questions', sign: 'PQ', meaning: 'The question sets that the promoted students trained on, one per promotion. The paper also trains fresh students on them together with the hard problems, and compares those with Hard-Only.' },
  { id: 'hard-only', term: 'Hard-Only', meaning: 'The control: a student that trains on the hard problems themselves, for as many steps as the promoted student has taken or as many as hardOnly.steps says. A curriculum helps only if its student is better.' },
  { id: 'soar-pq', term: 'SOAR-PQ', meaning: 'A fresh student that trains on the promotion questions and on the hard problems.' },
  { id: 'grounded-t', term: 'Grounded-T, Base-T', meaning: 'Fresh students that train on questions sampled from the teacher after its last update or after outer step methods.teacherStep (Grounded-T) or before its first one (Base-T), and on the hard problems. If grounded rewards improve the teacher, Grounded-T is better.' },
  { id: 'aligned-t', term: 'Alignment of gradients, Aligned-T', meaning: "Another reward of a question set, beyond the paper: the cosine between the gradient of the untrained student's loss on its answers to the set, and the gradient of the likelihood of right answers to the reward questions. No student is trained for it. Aligned-T is the fresh student on questions of a teacher trained with this reward." },
  { id: 'intrinsic-t', term: 'Learnability, Intrinsic-T', meaning: "Another reward of a question set, which needs no hard problems: each question counts 0 if none of the untrained student's answers agrees with the teacher's, else the share that does not. Intrinsic-T is the fresh student on questions of a teacher trained so." },
  { id: 'serl', term: 'SeRL', meaning: 'A fresh student on questions that the untrained student wrote itself after examples from the hard problems. The answer that most of its own answers agree with counts as right; questions on which too few or too many agree are left out.' },
  { id: 'curriculum', term: 'Curriculum, mixed', meaning: "How a student's questions take turns: first the teacher's questions alone and then the hard problems alone, or all of them throughout." },
  { id: 'pass-at-k', term: 'pass@k', meaning: 'The share of problems that at least one of k answers solves, as the unbiased estimate. Intervals are over the problems of one run, not over seeds.' },
  { id: 'advantage', term: 'Advantage', meaning: 'A reward minus what it is compared with: the mean of the others of its group (leave-one-out). If all are zero there is no optimizer step.' },
  { id: 'points', term: 'Points', meaning: 'What a student learns from: 120, 20, 10 or 0 for one of its answers, by whether it is correct and boxed.' },
  { id: 'verdict', term: 'Verdict', meaning: 'Whether the answer of a completion equals the reference, by the grading rule of the experiment: STRICT or MATH_VERIFY.' },
  { id: 'rejected', term: 'Rejected question', meaning: 'A completion of the teacher that is not a usable question, for example without the tags or without an answer in a box, or too similar to an earlier one if soar.beyond.maxSimilarity is below 1.' },
  { id: 'applied', term: 'Applied, skipped', meaning: 'Of optimizer steps: those that changed the weights. A step is skipped if, for each question, all answers have the same points.' },
  { id: 'rollout', term: 'Rollout', meaning: 'One completion with its verdict and points.' },
  { id: 'policy', term: 'Policy', meaning: 'A LoRA adapter at one point of its training: a version of the teacher or of a student.' },
  { id: 'kl', term: 'KL', meaning: 'How far a policy has moved from the base model; a small weight on it keeps the policy near.' },
  { id: 'run', term: 'Run', meaning: 'An experiment is queued as runs: screen, soar, sample, train, evaluate. A run waits for those that it depends on.' },
  { id: 'unit', term: 'Unit', meaning: "A piece of a run's work that is committed whole. A run stops, pauses and resumes between units." },
  { id: 'fence', term: 'Fence', meaning: "The number of a run's owner, which only grows; the database refuses an older one." },
  { id: 'control-plane', term: 'Control plane', meaning: 'The process that decides and records: it owns runs, one at a time, and serves this console.' },
  { id: 'engine', term: 'Engine', meaning: 'A vLLM server, which generates completions.' },
  { id: 'worker', term: 'Worker', meaning: 'A Python process, or Python inside the control plane, which takes gradient steps and grades answers.' },
  { id: 'pool', term: 'Pool', meaning: 'A name for machines with the same hardware: a run is queued in one, and control planes serve one or more.' },
]
